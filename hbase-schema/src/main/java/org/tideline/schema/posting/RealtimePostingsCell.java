package org.tideline.schema.posting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.TermPostings;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.time.Stamp;

/**
 * Realtime cell of postings: what some versions of one segment of the log did to a term. A piece
 * has what one flush took; a fold takes the place of all pieces of a segment, or of a part of it,
 * and keeps the last entry of every document. The log and the qualifier decide the content, so that
 * it does not matter who writes a cell last; entries may stand in several cells, and of those of
 * one document the one with the greatest position tells.
 *
 * <pre>
 *   row        term, UTF-8
 *   family     p
 *   qualifier  bucketStart(8, big-endian, sign bit flipped) | partition(4, big-endian) | segment(4, big-endian)
 *              | kind(1): 00 piece, 01 fold | from(4, big-endian) | to(4, big-endian)
 *                versions at positions [from, to), counted from the first position of the segment
 *   timestamp  stamp of the last record included
 *   value      formatVersion(1) | entries until the end, positions falling:
 *                position(vlong) for the first, else how far it is below the one before(vlong)
 *                | length of id(vint) | id, UTF-8 | count(vint), 0 for a tombstone
 *                | if there is any: terms of the document(vint)
 *                                   | first position in it(vint), then what each is beyond the one before(vint)
 * </pre>
 *
 * A cell takes at most 10 MiB: a segment with more of a term is folded in parts. Example: segment 2
 * of partition 1 of the bucket at 10,000 ms begins at position 300; the fold says that the version
 * at 305 of {@code b} has the term no more, and that the one at 303 of {@code a} has it at 2 and 9
 * of its 40 terms:
 *
 * <pre>
 *   qualifier  80 00 00 00 00 00 27 10  00 00 00 01  00 00 00 02  01  00 00 00 03  00 00 00 06
 *   value      01  b1 02 01 62 00  02 01 61 02 28 02 07
 * </pre>
 */
public final class RealtimePostingsCell {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("p");

  private static final int QUALIFIER_BYTES = Long.BYTES + 4 * Integer.BYTES + 1;
  private static final byte PIECE = 0;
  private static final byte FOLD = 1;

  private RealtimePostingsCell() {}

  /** The qualifier of all cells of a flush. */
  public static byte[] qualifier(Segment segment, PostingSpan span) {
    return ByteBuffer.allocate(QUALIFIER_BYTES)
        .putLong(segment.bucketStart() ^ Long.MIN_VALUE)
        .putInt(segment.partition())
        .putInt(Math.toIntExact(segment.number()))
        .put(
            switch (span.kind()) {
              case PIECE -> PIECE;
              case FOLD -> FOLD;
            })
        .putInt(span.from())
        .putInt(span.to())
        .array();
  }

  /** Adds the cell of a term to the put of its row. */
  public static void addTo(Put put, byte[] qualifier, long stamp, TermPostings postings) {
    put.addColumn(FAMILY, qualifier, stamp, RealtimeEntries.encode(postings::forEach));
  }

  /**
   * The same with entries that are at hand.
   *
   * @param entries positions falling
   */
  public static void addTo(Put put, byte[] qualifier, long stamp, List<PostingEntry> entries) {
    put.addColumn(FAMILY, qualifier, stamp, RealtimeEntries.encode(entries));
  }

  /**
   * Removes pieces of a term whose entries an acknowledged fold repeats; each under its own
   * timestamp, without which a delete removes nothing.
   */
  public static Delete delete(byte[] term, Segment segment, List<TermPostings.Piece> pieces) {
    Delete delete = new Delete(term);
    for (TermPostings.Piece piece : pieces) {
      delete.addColumn(FAMILY, qualifier(segment, piece.span()), piece.stamp());
    }
    return delete;
  }

  /** Reads the bucket of {@code term} that begins at {@code bucketStart}, and all after it. */
  public static Get get(byte[] term, long bucketStart) {
    long stamp = Stamp.ofCut(bucketStart);
    try {
      return new Get(term).addFamily(FAMILY).setTimeRange(stamp, Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + stamp, e);
    }
  }

  /**
   * Reads what the speed layer has of every term at or after {@code cut}, in the order of terms.
   */
  public static Scan scan(Cut cut) {
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(cut.stamp(), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + cut.stamp(), e);
    }
  }

  /** Reads what the speed layer has of every term at or after one cut and before another. */
  public static Scan scan(Cut from, Cut to) {
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(from.stamp(), to.stamp());
    } catch (IOException e) {
      throw new IllegalArgumentException("time range from " + from.stamp(), e);
    }
  }

  /**
   * The entries of all cells of a row, in no order; none if the row is empty.
   *
   * @throws CorruptDataException if a cell is not of this format
   */
  public static List<PostingEntry> entries(Result row) {
    if (row.isEmpty()) {
      return List.of();
    }
    List<PostingEntry> entries = new ArrayList<>();
    for (Cell cell : row.rawCells()) {
      if (Bytes.equals(
          FAMILY,
          0,
          FAMILY.length,
          cell.getFamilyArray(),
          cell.getFamilyOffset(),
          cell.getFamilyLength())) {
        decode(cell, entries);
      }
    }
    return entries;
  }

  /**
   * The entries of one cell, positions falling.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static List<PostingEntry> decode(Cell cell) {
    List<PostingEntry> entries = new ArrayList<>();
    decode(cell, entries);
    return entries;
  }

  /**
   * Gives the entries of one cell to {@code into}.
   *
   * @return the greatest of their positions in the log; empty if there is no entry
   * @throws CorruptDataException if it is not of this format
   */
  public static OptionalLong collect(Cell cell, EntryCollector into) {
    try {
      return RealtimeEntries.collect(
          cell.getValueArray(), cell.getValueOffset(), cell.getValueLength(), into);
    } catch (IOException | IllegalArgumentException e) {
      throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
    }
  }

  private static void decode(Cell cell, List<PostingEntry> into) {
    try {
      RealtimeEntries.decode(
          cell.getValueArray(), cell.getValueOffset(), cell.getValueLength(), into);
    } catch (IOException | IllegalArgumentException e) {
      throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
    }
  }

  /**
   * The segment that the qualifier of {@code cell} names.
   *
   * @throws CorruptDataException if it is none of this format
   */
  public static Segment segment(Cell cell) {
    ByteBuffer in = named(cell);
    return new Segment(in.getLong() ^ Long.MIN_VALUE, in.getInt(), in.getInt());
  }

  /**
   * The versions that the qualifier of {@code cell} names.
   *
   * @throws CorruptDataException if it is none of this format
   */
  public static PostingSpan span(Cell cell) {
    ByteBuffer in = named(cell);
    in.position(in.position() + Long.BYTES + 2 * Integer.BYTES);
    byte kind = in.get();
    if (kind != PIECE && kind != FOLD) {
      throw new CorruptDataException(
          "%s: expected kind 0 or 1, found %d".formatted(where(cell), kind));
    }
    PostingSpan.Kind named = kind == PIECE ? PostingSpan.Kind.PIECE : PostingSpan.Kind.FOLD;
    try {
      return new PostingSpan(named, in.getInt(), in.getInt());
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException("%s: %s".formatted(where(cell), e.getMessage()), e);
    }
  }

  private static ByteBuffer named(Cell cell) {
    if (cell.getQualifierLength() != QUALIFIER_BYTES) {
      throw new CorruptDataException(
          "%s: expected a qualifier of %d bytes, found %d"
              .formatted(where(cell), QUALIFIER_BYTES, cell.getQualifierLength()));
    }
    return ByteBuffer.wrap(
        cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength());
  }

  private static String where(Cell cell) {
    return "realtime postings row \"%s\", column p:%s"
        .formatted(
            Bytes.toStringBinary(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
            Bytes.toStringBinary(
                cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength()));
  }
}
