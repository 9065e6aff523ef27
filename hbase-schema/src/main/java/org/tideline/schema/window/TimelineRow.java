package org.tideline.schema.window;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.time.Cut;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

/**
 * The documents in the order of event time: {@code timeline_gN} has those of a generation, and the
 * realtime tables have what became of places since.
 *
 * <pre>
 *                batch                                                realtime
 *   row          eventTime(8, big-endian, sign bit flipped) | id      00 | ff | the same
 *   family       t                                                    t
 *   qualifier    position                                             entry
 *   timestamp    stamp of the generation's cut                        stamp of the record
 *   value        position(8, big-endian)                              formatVersion(1) | state(1) | position(vlong)
 *                                                                     state 1: the document stands there now
 *                                                                     state 2: it does no more
 * </pre>
 *
 * No word begins with U+0000, so that these rows are beside all words. Of the cells of a place the
 * one with the greatest stamp tells; where there is one at or after the cut, the batch row does not
 * count. Example, the document {@code a} of event time 5 at position 300, in batch, then gone by
 * the record at position 301:
 *
 * <pre>
 *   row  80 00 00 00 00 00 00 05  61          position  00 00 00 00 00 00 01 2c
 *   row  00 ff 80 00 00 00 00 00 00 05  61    entry     01 02 ad 02
 * </pre>
 */
public final class TimelineRow {
  /** The column family, of both. */
  public static final byte[] FAMILY = Bytes.toBytes("t");

  /** What the descriptor of a generation's table says of its rows. */
  public static final String FORMAT = "timeline/1";

  private static final byte[] POSITION = Bytes.toBytes("position");
  private static final byte[] ENTRY = Bytes.toBytes("entry");
  private static final byte[] REALTIME = {0, (byte) 0xFF};
  private static final int FORMAT_VERSION = 1;
  private static final byte STANDS = 1;
  private static final byte GONE = 2;

  private TimelineRow() {}

  /** The row of a document in a generation. */
  public static byte[] row(long eventTime, byte[] id) {
    return ByteBuffer.allocate(Long.BYTES + id.length)
        .putLong(eventTime ^ Long.MIN_VALUE)
        .put(id)
        .array();
  }

  /** The cell in a row that {@link #row} made. */
  public static KeyValue cell(byte[] row, long position, long stamp) {
    return new KeyValue(row, FAMILY, POSITION, stamp, Bytes.toBytes(position));
  }

  /** Writes what became of a place. */
  public static Put put(Stamped<TimelineEntry> entry) {
    TimelinePlace place = entry.value().place();
    byte[] row = row(place.eventTime(), place.id().getBytes(StandardCharsets.UTF_8));
    byte[] value =
        StoredValue.encode(
            FORMAT_VERSION,
            1 + StoredValue.MAX_VLONG_BYTES,
            out -> {
              out.writeByte(entry.value().stands() ? STANDS : GONE);
              out.writeVLong(entry.value().position());
            });
    return new Put(Bytes.add(REALTIME, row)).addColumn(FAMILY, ENTRY, entry.stamp(), value);
  }

  /**
   * Reads the places of a generation in {@code [from, to)} of event time.
   *
   * @param after the place after which to go on; empty for the beginning
   */
  public static Scan scan(long from, long to, boolean reverse, Optional<TimelinePlace> after) {
    return scan(new byte[0], from, to, reverse, after);
  }

  /** Reads what became of places there at or after {@code cut}. */
  public static Scan realtimeScan(
      long from, long to, boolean reverse, Optional<TimelinePlace> after, Cut cut) {
    try {
      return scan(REALTIME, from, to, reverse, after).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  private static Scan scan(
      byte[] prefix, long from, long to, boolean reverse, Optional<TimelinePlace> after) {
    byte[] first = Bytes.add(prefix, row(from, new byte[0]));
    byte[] end = Bytes.add(prefix, row(to, new byte[0]));
    Scan scan = new Scan().addFamily(FAMILY).setReversed(reverse);
    byte[] begin = reverse ? end : first;
    boolean withBegin = !reverse;
    if (after.isPresent()) {
      byte[] id = after.get().id().getBytes(StandardCharsets.UTF_8);
      begin = Bytes.add(prefix, row(after.get().eventTime(), id));
      withBegin = false;
    }
    return scan.withStartRow(begin, withBegin).withStopRow(reverse ? first : end, reverse);
  }

  /**
   * What a cell of either layer says of its place: a batch cell, that the document stands there.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static TimelineEntry entry(Cell cell) {
    byte[] row = CellUtil.cloneRow(cell);
    boolean batch = CellUtil.matchingQualifier(cell, POSITION);
    int start = batch ? 0 : REALTIME.length;
    try {
      if (row.length <= start + Long.BYTES) {
        throw new IOException(
            "expected a row of more than %d bytes, found %d"
                .formatted(start + Long.BYTES, row.length));
      }
      long eventTime = Bytes.toLong(row, start) ^ Long.MIN_VALUE;
      int idStart = start + Long.BYTES;
      String id = StoredValue.strictUtf8(row, idStart, row.length - idStart);
      TimelinePlace place = new TimelinePlace(eventTime, id);
      return batch ? batchEntry(place, cell) : realtimeEntry(place, cell);
    } catch (IOException e) {
      throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
    }
  }

  private static TimelineEntry batchEntry(TimelinePlace place, Cell cell) throws IOException {
    if (cell.getValueLength() != Long.BYTES) {
      throw new IOException("expected 8 bytes, found " + cell.getValueLength());
    }
    return new TimelineEntry(
        place, Bytes.toLong(cell.getValueArray(), cell.getValueOffset()), true);
  }

  private static TimelineEntry realtimeEntry(TimelinePlace place, Cell cell) {
    return StoredValue.decode(
        FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        () -> where(cell),
        in -> {
          byte state = in.readByte();
          if (state != STANDS && state != GONE) {
            throw new IOException("expected state 1 or 2, found " + state);
          }
          return new TimelineEntry(place, in.readVLong(), state == STANDS);
        });
  }

  private static String where(Cell cell) {
    return "timeline row \"%s\", column t:%s"
        .formatted(
            Bytes.toStringBinary(CellUtil.cloneRow(cell)),
            Bytes.toString(CellUtil.cloneQualifier(cell)));
  }
}
