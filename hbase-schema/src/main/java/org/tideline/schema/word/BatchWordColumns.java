package org.tideline.schema.word;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.Columns;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.count.WordCount;

/**
 * Batch count columns: plain longs, so that the HBase shell can read them. Their format version
 * stands in the table descriptor ({@code tideline.format}); from version 2 on the windows of {@link
 * org.tideline.schema.window.BatchWindowColumns} stand beside them.
 *
 * <pre>
 *   row        term, UTF-8
 *   family     b
 *   qualifier  documents, occurrences
 *   timestamp  stamp of the generation's cut
 *   value      8 bytes, big-endian
 * </pre>
 *
 * Example, 1,228 occurrences of {@code whale} in 33 documents:
 *
 * <pre>
 *   row  whale      documents  00 00 00 00 00 00 00 21      occurrences  00 00 00 00 00 00 04 cc
 * </pre>
 */
public final class BatchWordColumns {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("b");

  /** What the table descriptor says of these columns. */
  public static final String FORMAT = "words/2";

  private static final byte[] DOCUMENTS = Bytes.toBytes("documents");
  private static final byte[] OCCURRENCES = Bytes.toBytes("occurrences");

  private BatchWordColumns() {}

  /** The cells of one row, in their order. */
  public static List<KeyValue> cells(byte[] term, WordCount count, long stamp) {
    return List.of(
        new KeyValue(term, FAMILY, DOCUMENTS, stamp, Bytes.toBytes(count.documents())),
        new KeyValue(term, FAMILY, OCCURRENCES, stamp, Bytes.toBytes(count.occurrences())));
  }

  /** Reads the row of {@code term}. */
  public static Get get(byte[] term) {
    return new Get(term).addFamily(FAMILY);
  }

  /** Reads all rows in the order of terms. */
  public static Scan scan() {
    return new Scan().addFamily(FAMILY);
  }

  /**
   * The count in a row, {@link WordCount#ZERO} if it is empty.
   *
   * @throws CorruptDataException if a column is missing or not 8 bytes long
   */
  public static WordCount count(Result row) {
    return row.isEmpty()
        ? WordCount.ZERO
        : new WordCount(column(row, OCCURRENCES), column(row, DOCUMENTS));
  }

  private static long column(Result row, byte[] qualifier) {
    Optional<Cell> cell = Columns.cell(row, FAMILY, qualifier);
    return cell.filter(found -> found.getValueLength() == Long.BYTES)
        .map(found -> Bytes.toLong(found.getValueArray(), found.getValueOffset()))
        .orElseThrow(
            () ->
                new CorruptDataException(
                    "batch words row \"%s\", column b:%s: expected 8 bytes, found %s"
                        .formatted(
                            Bytes.toStringBinary(row.getRow()),
                            Bytes.toString(qualifier),
                            cell.map(found -> found.getValueLength() + " bytes").orElse("none"))));
  }
}
