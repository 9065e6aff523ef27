package org.tideline.query;

import java.io.IOException;

/** Where snapshots come from. */
interface Snapshots {
  /**
   * One that is not older than the staleness bound.
   *
   * @param timeout milliseconds
   */
  Snapshot fresh(long timeout) throws IOException;

  /**
   * One that is read now.
   *
   * @param timeout milliseconds
   */
  Snapshot refresh(long timeout) throws IOException;
}
