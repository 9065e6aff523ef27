package org.tideline.batch.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Serving;

/**
 * Since when readers can have begun with which serving row, as far as one program has seen it. A
 * reader begins with the row that stands, so that nobody began with one that went before the watch.
 * Only this program's own clock is asked.
 */
public final class ServingWatch {
  /** Of a program that has seen nothing. */
  public static final ServingWatch NONE = new ServingWatch(Optional.empty(), 0);

  private final Optional<Serving> seen;
  private final long since;

  /** Of a program that saw that row at that time of its own clock. */
  ServingWatch(Optional<Serving> seen, long since) {
    this.seen = seen;
    this.since = since;
  }

  /** Begins to watch. */
  public static ServingWatch begin(BatchLayer layer) throws IOException {
    try {
      Optional<Serving> seen = layer.store().serving();
      // After the look: what went before it went before this, too.
      return new ServingWatch(seen, System.nanoTime());
    } catch (TableNotFoundException e) {
      // Before the first run of all, which makes it.
      return NONE;
    }
  }

  /**
   * Milliseconds for which nobody can have begun to read what {@code before} still kept and {@code
   * after} does not: a generation, or realtime views below the floor.
   *
   * @param after the row that stands, changed from {@code before} just now or long ago
   * @return 0 if that cannot be known
   */
  long unread(Serving before, Serving after) {
    boolean sameEpoch = seen.filter(row -> row.epoch() == after.epoch()).isPresent();
    if (!sameEpoch || !unchangedButByPublication(before)) {
      return 0;
    }
    boolean needed =
        !after.kept().contains(seen.get().generation())
            || seen.get().cut().ingestTime() < after.floor();
    return needed ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  /** Whether the row that was seen stood all the time, up to one publication on it at most. */
  private boolean unchangedButByPublication(Serving before) {
    long changes = before.revision() - seen.orElseThrow().revision();
    boolean published =
        changes == 1
            && before.previous().isPresent()
            && before.previous().getAsInt() == seen.get().generation();
    return changes == 0 || published;
  }
}
