package org.tideline.views.realtime;

import org.tideline.views.time.Stamp;

/**
 * How far the rows of terms have everything of a partition. What lies from here to the frontier may
 * stand in live blocks only.
 *
 * @param position everything below it is in the rows of terms
 * @param stamp the HBase timestamp of {@code position}: no live block below it is needed any more
 */
public record Settled(long position, long stamp) {
  public Settled {
    if (position < 0 || stamp < 0) {
      throw new IllegalArgumentException(
          "settled at position %d with stamp %d: expected neither to be negative"
              .formatted(position, stamp));
    }
  }

  /** An ingest time at or before which no bucket is that is not settled yet. */
  public long ingestTime() {
    return Stamp.ingestTime(stamp);
  }
}
