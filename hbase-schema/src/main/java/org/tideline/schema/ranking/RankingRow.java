package org.tideline.schema.ranking;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.count.WordCount;

/**
 * One word of the batch ranking. A plain scan gives the most frequent word first, and those that
 * are as frequent in the order of their bytes. The value is a plain long, so that the HBase shell
 * can read it; its format version stands in the table descriptor ({@code tideline.format}).
 *
 * <pre>
 *   row        occurrences(8, big-endian, all bits flipped) | term, UTF-8
 *   family     r
 *   qualifier  documents
 *   timestamp  stamp of the generation's cut
 *   value      documents (8, big-endian)
 * </pre>
 *
 * A word of the batch view occurs at least once. Example, 1,228 occurrences of {@code whale} in 33
 * documents:
 *
 * <pre>
 *   row  ff ff ff ff ff ff fb 33  77 68 61 6c 65      documents  00 00 00 00 00 00 00 21
 * </pre>
 */
public final class RankingRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("r");

  /** What the table descriptor says of these rows. */
  public static final String FORMAT = "ranking/1";

  private static final byte[] DOCUMENTS = Bytes.toBytes("documents");

  private RankingRow() {}

  /**
   * The row of a word.
   *
   * @throws CorruptDataException if it does not occur
   */
  public static byte[] row(byte[] term, long occurrences) {
    if (occurrences < 1) {
      throw new CorruptDataException(
          "ranking of \"%s\": expected 1 occurrence or more, found %d; the words of its generation are wrong, run the batch layer anew"
              .formatted(Bytes.toStringBinary(term), occurrences));
    }
    return ByteBuffer.allocate(Long.BYTES + term.length).putLong(~occurrences).put(term).array();
  }

  /** The cell in a row that {@link #row} made. */
  public static KeyValue cell(byte[] row, long documents, long stamp) {
    return new KeyValue(row, FAMILY, DOCUMENTS, stamp, Bytes.toBytes(documents));
  }

  /** Reads all words, the most frequent first. */
  public static Scan scan() {
    return new Scan().addFamily(FAMILY);
  }

  /** Reads those after the word of {@code cell}. */
  public static Scan scanAfter(Cell cell) {
    return scan().withStartRow(CellUtil.cloneRow(cell), false);
  }

  /**
   * How often the word of a row occurs.
   *
   * @throws CorruptDataException if it is no row of this format
   */
  public static long occurrences(byte[] row) {
    long occurrences = row.length > Long.BYTES ? ~Bytes.toLong(row) : 0;
    if (occurrences < 1) {
      throw new CorruptDataException(
          "ranking row \"%s\": expected 8 bytes of 1 occurrence or more and a term, found %d bytes"
              .formatted(Bytes.toStringBinary(row), row.length));
    }
    return occurrences;
  }

  /** The word of a cell, UTF-8. */
  public static byte[] term(Cell cell) {
    byte[] row = CellUtil.cloneRow(cell);
    occurrences(row);
    return Arrays.copyOfRange(row, Long.BYTES, row.length);
  }

  /**
   * The count in a cell.
   *
   * @throws CorruptDataException if it is no cell of this format
   */
  public static WordCount count(Cell cell) {
    long occurrences = occurrences(CellUtil.cloneRow(cell));
    if (cell.getValueLength() != Long.BYTES) {
      throw new CorruptDataException(
          "ranking row \"%s\", column r:documents: expected 8 bytes, found %d"
              .formatted(Bytes.toStringBinary(CellUtil.cloneRow(cell)), cell.getValueLength()));
    }
    return new WordCount(occurrences, Bytes.toLong(cell.getValueArray(), cell.getValueOffset()));
  }
}
