package org.tideline.schema.posting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.posting.Posting;

/**
 * Batch postings of one term, in blocks in the order of document ids (as bytes). A block has 128
 * postings, counted from the first document of the term, and the last one of a term what is left;
 * it ends before that with the posting that brings its positions to 65,536, so that a cell stays
 * small where documents are long.
 *
 * <pre>
 *   row        term, UTF-8 | 00 | id of the first document in the block, UTF-8
 *   family     p
 *   qualifier  b
 *   timestamp  stamp of the generation's cut
 *   value      formatVersion(1) | count(vint) | ids | lengths | frequencies | positions
 *     ids          without the first, which the row has: how many bytes each shares with the one
 *                  before (column), how many more it has (column), the latter (column)
 *     lengths      terms in each document (column)
 *     frequencies  positions of each posting (column)
 *     positions    of all postings: the first position of each, then what each is beyond the one
 *                  before (column)
 * </pre>
 *
 * A column of fewer than 8 numbers is a vint for each. One of more is {@code header(1) |
 * least(vint) | packed | patches}: the least number is taken from all, of each the low bits are
 * packed, high bits first, as many as bits 0 to 4 of the header say, and where bit 5 is set patches
 * follow for the numbers that are wider: {@code count(vint)}, then for each {@code place less the
 * place before(vint), other bits(vint)}. Who needs no positions may stop before them. Neither terms
 * nor ids hold 00, so rows sort by term, then by id. The table's descriptor says {@code index/1}.
 *
 * <p>Example, {@code whale} at 2 and 9 of the 40 terms of {@code moby/1}, and at 0 of the 300 of
 * {@code moby/23}:
 *
 * <pre>
 *   row    77 68 61 6c 65 00 6d 6f 62 79 2f 31        whale 00 moby/1
 *   value  01            format version
 *          02            postings
 *          05 02 32 33   shares 5 bytes, has 2 more: 2 3
 *          28 ac 02      lengths 40, 300
 *          02 01         frequencies
 *          02 07 00      2, 2 + 7; 0
 * </pre>
 */
public final class PostingsBlock {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("p");

  /** What the table descriptor says of these cells. */
  public static final String FORMAT = "index/1";

  static final int FORMAT_VERSION = 1;

  private static final byte[] QUALIFIER = Bytes.toBytes("b");
  private static final byte AFTER_TERM = 0;

  private PostingsBlock() {}

  /**
   * The row of a block.
   *
   * @param id of its first document, in UTF-8
   */
  public static byte[] row(BytesRef term, BytesRef id) {
    byte[] row = new byte[term.length + 1 + id.length];
    System.arraycopy(term.bytes, term.offset, row, 0, term.length);
    System.arraycopy(id.bytes, id.offset, row, term.length + 1, id.length);
    return row;
  }

  /** How many bytes of a row, which is {@code length} bytes long, the term takes. */
  public static int termLength(byte[] row, int start, int length) {
    for (int i = 0; i < length; i++) {
      if (row[start + i] == AFTER_TERM) {
        return i;
      }
    }
    throw new CorruptDataException(
        "index row \"%s\": expected a term, 00 and a document id, found no 00"
            .formatted(Bytes.toStringBinary(row, start, length)));
  }

  /** The term of a cell, in UTF-8. */
  public static byte[] term(Cell cell) {
    int start = cell.getRowOffset();
    int length = termLength(cell.getRowArray(), start, cell.getRowLength());
    return Arrays.copyOfRange(cell.getRowArray(), start, start + length);
  }

  /** Whether a cell is of {@code term}. */
  public static boolean isOf(Cell cell, byte[] term) {
    int start = cell.getRowOffset();
    int end = start + term.length;
    return cell.getRowLength() > term.length
        && cell.getRowArray()[end] == AFTER_TERM
        && Arrays.equals(cell.getRowArray(), start, end, term, 0, term.length);
  }

  /**
   * The cell of a block.
   *
   * @param term without 00
   * @param postings 1 to 128 by rising document
   */
  public static KeyValue cell(byte[] term, List<Posting> postings, long stamp) {
    PostingColumns columns = new PostingColumns();
    for (Posting posting : postings) {
      byte[] id = posting.document().getBytes(StandardCharsets.UTF_8);
      columns.add(
          new BytesRef(id), posting.length(), posting.positions(), 0, posting.positions().length);
    }
    BytesRef first = new BytesRef();
    columns.id(0, first);
    return cell(row(new BytesRef(term), first), columns, stamp);
  }

  /** The cell of a block; its first document is that of {@code row}. */
  public static KeyValue cell(byte[] row, PostingColumns postings, long stamp) {
    return new KeyValue(row, FAMILY, QUALIFIER, stamp, postings.encode());
  }

  /**
   * The postings in a cell.
   *
   * @throws CorruptDataException if it is no block, naming its row
   */
  public static List<Posting> decode(Cell cell) {
    PostingColumns columns = new PostingColumns();
    decode(cell, columns);
    List<Posting> postings = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      postings.add(posting(cell, columns, i));
    }
    return postings;
  }

  /**
   * How many postings a cell says that it has.
   *
   * @throws CorruptDataException if it does not begin like a block, naming its row
   */
  static int count(Cell cell) {
    StoredFields in = new StoredFields();
    try {
      in.begin(FORMAT_VERSION, cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
      return PostingColumns.readCount(in);
    } catch (IOException e) {
      throw new CorruptDataException(
          "%s: %s"
              .formatted(
                  where(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
                  e.getMessage()),
          e);
    }
  }

  private static Posting posting(Cell cell, PostingColumns columns, int index) {
    try {
      return columns.posting(index);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(
          "%s: %s"
              .formatted(
                  where(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
                  e.getMessage()),
          e);
    }
  }

  /**
   * Puts the postings of a cell in place of those in {@code columns}.
   *
   * @throws CorruptDataException if it is no block, naming its row
   */
  public static void decode(Cell cell, PostingColumns columns) {
    decode(
        cell.getRowArray(),
        cell.getRowOffset(),
        cell.getRowLength(),
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        columns);
  }

  /**
   * How many postings a cell holds, which are not read for that.
   *
   * @throws CorruptDataException if it is no block, naming its row
   */
  public static int size(Cell cell) {
    return StoredValue.decode(
        FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        () -> where(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
        in -> {
          int size = in.readVInt();
          in.skipBytes(in.remaining());
          return size;
        });
  }

  /** The same of a row and a value on their way to a cell. */
  public static void decode(
      byte[] row,
      int rowStart,
      int rowLength,
      byte[] value,
      int valueStart,
      int valueLength,
      PostingColumns columns) {
    int beforeId = termLength(row, rowStart, rowLength) + 1;
    StoredValue.decode(
        FORMAT_VERSION,
        value,
        valueStart,
        valueLength,
        () -> where(row, rowStart, rowLength),
        in -> {
          columns.read(in, row, rowStart + beforeId, rowLength - beforeId);
          return columns;
        });
  }

  private static String where(byte[] row, int start, int length) {
    return "index row \"%s\", column p:b".formatted(Bytes.toStringBinary(row, start, length));
  }

  /** Reads all blocks of all terms, in the order of terms. */
  public static Scan scan() {
    return new Scan().addFamily(FAMILY);
  }

  /** Reads the blocks of {@code term}, and no others, in the order of documents. */
  public static Scan scan(byte[] term) {
    byte[] from = Arrays.copyOf(term, term.length + 1);
    byte[] to = from.clone();
    to[term.length] = AFTER_TERM + 1;
    return scan().withStartRow(from).withStopRow(to);
  }
}
