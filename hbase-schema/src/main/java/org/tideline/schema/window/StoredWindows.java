package org.tideline.schema.window;

import java.io.IOException;
import org.apache.lucene.store.DataOutput;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * The windows of one term within a value, of either layer.
 *
 * <pre>
 *   windows  2 * number of entries (vint), or 1 more where no entry has marks or changes
 *            | entries, in the order of minutes, then of marks
 *   entry    place | occurrences(zlong) | documents(zlong) | changes(vlong)
 *   place    minute * 8 + marks, of the first entry as zlong, of the others as what it is more than
 *            the one before (vlong)
 *            marks = 1 if the window of the minute was closed + 2 for the hour + 4 for the day
 * </pre>
 *
 * Without marks and changes the place is the minute alone, and an entry ends with its documents.
 * Minutes count from 1970-01-01T00:00Z. Example: 3 occurrences in 1 document in minute 10, by one
 * change; and the same taken away by another one in minute 11, when the windows of minute and hour
 * were closed; and the first of the two in the batch layer:
 *
 * <pre>
 *   04  a0 01  06 02 01    0b  05 01 01
 *   03  14  06 02
 * </pre>
 */
public final class StoredWindows {
  private static final int ALL_MARKS = (1 << WindowSize.values().length) - 1;
  private static final int PLACES_PER_MINUTE = ALL_MARKS + 1;

  private StoredWindows() {}

  /** What {@link #write} takes at most. */
  public static int maxBytes(WindowTotals windows) {
    return (1 + 4 * windows.size()) * StoredValue.MAX_VLONG_BYTES;
  }

  /** Writes all entries. */
  public static void write(DataOutput out, WindowTotals windows) throws IOException {
    boolean plain = isPlain(windows);
    int size = windows.size();
    out.writeVInt(2 * size + (plain ? 1 : 0));
    long last = 0;
    for (int i = 0; i < size; i++) {
      long place =
          plain ? windows.minute(i) : windows.minute(i) * PLACES_PER_MINUTE + windows.marks(i);
      if (i == 0) {
        out.writeZLong(place);
      } else {
        out.writeVLong(place - last);
      }
      last = place;
      out.writeZLong(windows.occurrences(i));
      out.writeZLong(windows.documents(i));
      if (!plain) {
        out.writeVLong(windows.changes(i));
      }
    }
  }

  private static boolean isPlain(WindowTotals windows) {
    for (int i = 0; i < windows.size(); i++) {
      if (windows.marks(i) != 0 || windows.changes(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Passes all entries.
   *
   * @throws IOException if they are not of this format
   */
  public static void read(StoredFields in, WindowTotals.Receiver receiver) throws IOException {
    int header = in.readCount("window entries");
    boolean plain = (header & 1) != 0;
    long place = 0;
    for (int i = 0; i < header >> 1; i++) {
      long more = i == 0 ? in.readZLong() : in.readVLong();
      if (i > 0 && more <= 0) {
        throw new IOException(
            "expected window entries in their order, found one after place %d that is %d more"
                .formatted(place, more));
      }
      place += more;
      long occurrences = in.readZLong();
      long documents = in.readZLong();
      if (plain) {
        receiver.accept(place, 0, occurrences, documents, 0);
      } else {
        receiver.accept(
            Math.floorDiv(place, PLACES_PER_MINUTE),
            (int) place & ALL_MARKS,
            occurrences,
            documents,
            in.readVLong());
      }
    }
  }

  /**
   * The same as one value.
   *
   * @throws IOException if they are not of this format
   */
  public static WindowTotals read(StoredFields in) throws IOException {
    WindowTotals.Builder windows = new WindowTotals.Builder(1);
    read(in, windows::add);
    return windows.build();
  }
}
