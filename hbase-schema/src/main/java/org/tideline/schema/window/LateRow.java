package org.tideline.schema.window;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.window.LateRecord;

/**
 * The row of a record that was late and became current. A partition has so many rows as are to be
 * retained; its n-th late record takes the place of the one before it by that many. So nothing has
 * to be deleted, and no clock is asked.
 *
 * <pre>
 *   row        partition(4, big-endian) | n mod retained (4, big-endian)
 *   family     l
 *   qualifier  late
 *   timestamp  stamp of the record
 *   value      formatVersion(1) | n(vlong), from 0 | position(vlong) | kind(1) | eventTime(zlong)
 *              | watermark before it(zlong) | id
 *              kind 1: a put, kind 2: a delete
 * </pre>
 *
 * Example, the put of {@code a} with event time 12 at position 300 of partition 1, the fourth late
 * one, when the watermark stood at 13; 10 are retained:
 *
 * <pre>
 *   row  00 00 00 01  00 00 00 03      late  01 03 ac 02 01 18 1a 01 61
 * </pre>
 */
public final class LateRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("l");

  private static final byte[] LATE = Bytes.toBytes("late");
  private static final int FORMAT_VERSION = 1;
  private static final byte PUT = 1;
  private static final byte DELETE = 2;

  private LateRow() {}

  private static byte[] row(int partition, long number, int retained) {
    return ByteBuffer.allocate(2 * Integer.BYTES)
        .putInt(partition)
        .putInt(Math.toIntExact(Math.floorMod(number, (long) retained)))
        .array();
  }

  /** Writes a late record of {@code partition}. */
  public static Put put(int partition, int retained, Stamped<LateRecord> late) {
    LateRecord record = late.value();
    byte[] value =
        StoredValue.encode(
            FORMAT_VERSION,
            out -> {
              out.writeVLong(record.number());
              out.writeVLong(record.position());
              out.writeByte(record.deleted() ? DELETE : PUT);
              out.writeZLong(record.eventTime());
              out.writeZLong(record.watermark());
              StoredValue.writeString(out, record.id());
            });
    return new Put(row(partition, record.number(), retained))
        .addColumn(FAMILY, LATE, late.stamp(), value);
  }

  /**
   * Reads the last late records of a partition.
   *
   * @param count how many there were so far
   * @param most of them that are wanted
   */
  public static List<Get> gets(int partition, int retained, long count, int most) {
    long first = Math.max(0, count - Math.min(most, retained));
    return LongStream.range(first, count)
        .mapToObj(number -> new Get(row(partition, number, retained)).addFamily(FAMILY))
        .toList();
  }

  /** The partition of a row that was found. */
  public static int partition(Result row) {
    return Bytes.toInt(row.getRow());
  }

  /**
   * The late record in a row that was found.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static Stamped<LateRecord> late(Result row) {
    Cell cell = row.getColumnLatestCell(FAMILY, LATE);
    LateRecord record =
        StoredValue.decode(
            FORMAT_VERSION,
            cell.getValueArray(),
            cell.getValueOffset(),
            cell.getValueLength(),
            () -> "late row \"%s\", column l:late".formatted(Bytes.toStringBinary(row.getRow())),
            in -> {
              long number = in.readVLong();
              long position = in.readVLong();
              byte kind = in.readByte();
              if (kind != PUT && kind != DELETE) {
                throw new IllegalArgumentException("expected kind 1 or 2, found " + kind);
              }
              long eventTime = in.readZLong();
              long watermark = in.readZLong();
              return new LateRecord(
                  number, position, in.readString(), eventTime, watermark, kind == DELETE);
            });
    return new Stamped<>(cell.getTimestamp(), record);
  }
}
