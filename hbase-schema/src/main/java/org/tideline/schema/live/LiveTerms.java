package org.tideline.schema.live;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.hbase.Cell;
import org.apache.lucene.store.DataOutput;
import org.tideline.schema.format.StoredFields;
import org.tideline.views.time.Segment;

/**
 * What the values of all live blocks begin with, and how they name their terms.
 *
 * <pre>
 *   value      formatVersion(1) | bucketStart(vlong) | segment(vint) | until the end:
 *                length of term(vint) | term, UTF-8, rising | what the family has of it
 * </pre>
 */
public final class LiveTerms {
  private final StoredFields fields = new StoredFields();
  private final Cell cell;
  private final long bucketStart;
  private final int segment;
  private int termAt;
  private int termLength;

  /**
   * The terms of {@code cell}, before the first one.
   *
   * @throws IOException if it has another format
   */
  public LiveTerms(int formatVersion, Cell cell) throws IOException {
    this.cell = cell;
    fields.begin(formatVersion, cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
    bucketStart = fields.readVLong();
    segment = fields.readVInt();
  }

  /** Writes the beginning of a value. */
  public static void writeSegment(DataOutput out, Segment segment) throws IOException {
    out.writeVLong(segment.bucketStart());
    out.writeVInt(Math.toIntExact(segment.number()));
  }

  /** Writes the name of a term. */
  public static void writeTerm(DataOutput out, byte[] term) throws IOException {
    out.writeVInt(term.length);
    out.writeBytes(term, term.length);
  }

  /** The segment that the block tells of. */
  public Segment segment(int partition) {
    return new Segment(bucketStart, partition, segment);
  }

  /** Goes to the next term; false if there is none. What belongs to the one before was read. */
  public boolean next() throws IOException {
    if (fields.remaining() == 0) {
      return false;
    }
    termLength = fields.readCount("bytes");
    termAt = cell.getValueOffset() + cell.getValueLength() - fields.remaining();
    fields.skipBytes(termLength);
    return true;
  }

  /** How the term stands to another one, by their bytes. */
  public int compareTo(byte[] other) {
    return Arrays.compareUnsigned(
        cell.getValueArray(), termAt, termAt + termLength, other, 0, other.length);
  }

  /** A copy of the term. */
  public byte[] term() {
    return Arrays.copyOfRange(cell.getValueArray(), termAt, termAt + termLength);
  }

  /** What follows the term. */
  public StoredFields fields() {
    return fields;
  }
}
