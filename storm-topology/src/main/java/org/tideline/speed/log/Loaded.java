package org.tideline.speed.log;

import org.tideline.schema.progress.Stop;
import org.tideline.views.realtime.Checkpoint;

/** What is to be done with a partition whose checkpoint was loaded. */
sealed interface Loaded {
  /** Where the partition was left. */
  Checkpoint checkpoint();

  /**
   * It goes on from the checkpoint.
   *
   * @param wasStopped whether its progress row still says that it may not
   */
  record Ready(Checkpoint checkpoint, boolean wasStopped) implements Loaded {}

  /** It may not go on. */
  record Stopped(Checkpoint checkpoint, Stop stop) implements Loaded {}
}
