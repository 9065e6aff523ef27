package org.tideline.schema.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.ColumnRangeFilter;
import org.apache.hadoop.hbase.filter.Filter;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.StringHelper;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.realtime.Flush;

/**
 * The rows of live blocks, in the table of the realtime views of the same period. A block holds
 * what one flush of a partition tells of the terms of one shard; no term has such a row, since none
 * begins with U+0000. What is in a block is decided by its name and the log: by the versions from
 * the first to the last that it tells of.
 *
 * <pre>
 *   row        0x00 | shard(2, big-endian) | partition(4, big-endian)
 *                shard = MurmurHash3 (x86, 32 bits, seed 0) of the term's UTF-8, modulo 512
 *   families   lw totals of terms, lp postings
 *   qualifier  stamp of the last record(8, big-endian) | stamp of the first version(8, big-endian) | part(1)
 *   timestamp  stamp of the last record
 * </pre>
 *
 * Qualifiers sort by the last record, so that what is not settled is the end of a row. What a block
 * takes in several cells has parts 0, 1, .... Example: shard 258 of partition 1, versions with the
 * stamps 515 to 770:
 *
 * <pre>
 *   row  00 01 02  00 00 00 01      qualifier  00 00 00 00 00 00 03 02  00 00 00 00 00 00 02 03  00
 * </pre>
 */
public final class LiveRow {
  /** Into so many shards terms are divided; part of the format. */
  public static final int SHARDS = 512;

  /** The column family of totals. */
  public static final byte[] WORDS = Bytes.toBytes("lw");

  /** The column family of postings. */
  public static final byte[] POSTINGS = Bytes.toBytes("lp");

  private static final byte PREFIX = 0;
  private static final int SHARD_AT = 1;
  private static final int PARTITION_AT = SHARD_AT + Short.BYTES;
  private static final int ROW_BYTES = PARTITION_AT + Integer.BYTES;
  private static final int QUALIFIER_BYTES = 2 * Long.BYTES + 1;

  private LiveRow() {}

  /** The shard of a term. */
  public static int shard(byte[] term) {
    return Math.floorMod(StringHelper.murmurhash3_x86_32(term, 0, term.length, 0), SHARDS);
  }

  /** The row of a shard. */
  public static byte[] row(int shard, int partition) {
    return ByteBuffer.allocate(ROW_BYTES)
        .put(PREFIX)
        .putShort((short) shard)
        .putInt(partition)
        .array();
  }

  /** The qualifier of all blocks of a live flush. */
  public static byte[] qualifier(Flush flush, int part) {
    return qualifier(flush.stamp(), flush.firstStamp(), part);
  }

  static byte[] qualifier(long stamp, long firstStamp, int part) {
    return ByteBuffer.allocate(QUALIFIER_BYTES)
        .putLong(stamp)
        .putLong(firstStamp)
        .put((byte) part)
        .array();
  }

  /**
   * Reads the blocks of a shard whose last record has {@code fromStamp} or a later one.
   *
   * @param family {@link #WORDS} or {@link #POSTINGS}
   */
  public static Get get(byte[] family, int shard, int partition, long fromStamp) {
    try {
      return new Get(row(shard, partition))
          .addFamily(family)
          .setTimeRange(fromStamp, Long.MAX_VALUE)
          .setFilter(from(fromStamp));
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + fromStamp, e);
    }
  }

  /** What is settled, or deleted, is passed over at once. */
  private static Filter from(long stamp) {
    byte[] from = ByteBuffer.allocate(Long.BYTES).putLong(stamp).array();
    return new ColumnRangeFilter(from, true, null, false);
  }

  /** Reads the blocks of all shards and partitions whose last record has that stamp or later. */
  public static Scan scan(byte[] family, long fromStamp) {
    try {
      return new Scan()
          .withStartRow(new byte[] {PREFIX})
          .withStopRow(new byte[] {PREFIX + 1})
          .addFamily(family)
          .setTimeRange(fromStamp, Long.MAX_VALUE)
          .setFilter(from(fromStamp));
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + fromStamp, e);
    }
  }

  /** Removes the blocks of a shard that end at {@code stamp} or before, whoever wrote them. */
  public static Delete delete(int shard, int partition, long stamp) {
    return new Delete(row(shard, partition)).addFamily(WORDS, stamp).addFamily(POSTINGS, stamp);
  }

  /** The shard whose block {@code cell} is, in a row of live blocks. */
  public static int shard(Cell cell) {
    return Bytes.toShort(cell.getRowArray(), cell.getRowOffset() + SHARD_AT);
  }

  /**
   * The partition whose block {@code cell} is.
   *
   * @throws CorruptDataException if its row is none of live blocks
   */
  public static int partition(Cell cell) {
    if (cell.getRowLength() != ROW_BYTES || cell.getRowArray()[cell.getRowOffset()] != PREFIX) {
      throw new CorruptDataException(
          "%s: expected a row of %d bytes from 0x00 on, found %d bytes"
              .formatted(where(cell), ROW_BYTES, cell.getRowLength()));
    }
    return Bytes.toInt(cell.getRowArray(), cell.getRowOffset() + PARTITION_AT);
  }

  /** How errors name a block. */
  public static String where(Cell cell) {
    return "live block row \"%s\", column %s:%s"
        .formatted(
            Bytes.toStringBinary(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
            Bytes.toString(cell.getFamilyArray(), cell.getFamilyOffset(), cell.getFamilyLength()),
            Bytes.toStringBinary(
                cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength()));
  }
}
