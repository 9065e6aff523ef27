package org.tideline.schema.posting;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingList;

/**
 * The batch postings of one term as they are stored: a block is decoded when somebody comes to it,
 * its positions when they are asked for. Safe for use by several threads.
 */
public final class StoredPostings implements PostingList {
  /** A term that the batch view does not have. */
  public static final StoredPostings NONE =
      new StoredPostings(new byte[0], new int[1], new byte[0], new int[1], 0);

  /** Of each block the row after the term, which is the id of its first document, and the value. */
  private final byte[] ids;

  private final int[] idEnds;
  private final byte[] values;
  private final int[] valueEnds;
  private final int size;

  private StoredPostings(byte[] ids, int[] idEnds, byte[] values, int[] valueEnds, int size) {
    this.ids = ids;
    this.idEnds = idEnds;
    this.values = values;
    this.valueEnds = valueEnds;
    this.size = size;
  }

  /**
   * The blocks of one term; they are copied.
   *
   * @param blocks in the order of their rows
   * @throws CorruptDataException if one begins like none, naming its row
   */
  public static StoredPostings of(List<Cell> blocks) {
    int[] idEnds = new int[blocks.size() + 1];
    int[] valueEnds = new int[blocks.size() + 1];
    long idBytes = 0;
    long valueBytes = 0;
    long size = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Cell block = blocks.get(i);
      idBytes += block.getRowLength() - beforeId(block);
      valueBytes += block.getValueLength();
      idEnds[i + 1] = Math.toIntExact(idBytes);
      valueEnds[i + 1] = Math.toIntExact(valueBytes);
      size += PostingsBlock.count(block);
    }
    byte[] ids = new byte[idEnds[blocks.size()]];
    byte[] values = new byte[valueEnds[blocks.size()]];
    for (int i = 0; i < blocks.size(); i++) {
      Cell block = blocks.get(i);
      int idStart = block.getRowOffset() + beforeId(block);
      System.arraycopy(block.getRowArray(), idStart, ids, idEnds[i], idEnds[i + 1] - idEnds[i]);
      System.arraycopy(
          block.getValueArray(),
          block.getValueOffset(),
          values,
          valueEnds[i],
          block.getValueLength());
    }
    return new StoredPostings(ids, idEnds, values, valueEnds, Math.toIntExact(size));
  }

  private static int beforeId(Cell block) {
    return PostingsBlock.termLength(block.getRowArray(), block.getRowOffset(), block.getRowLength())
        + 1;
  }

  @Override
  public int size() {
    return size;
  }

  /** About how many bytes of heap it takes. */
  public long bytes() {
    return ids.length + values.length + 4L * (idEnds.length + valueEnds.length);
  }

  @Override
  public PostingCursor cursor() {
    return new Cursor();
  }

  private int blocks() {
    return idEnds.length - 1;
  }

  private final class Cursor implements PostingCursor {
    private final PostingColumns columns = new PostingColumns();
    private final StoredFields in = new StoredFields();
    private final BytesRef document = new BytesRef();
    private int block = -1;
    private int at;
    private boolean positionsRead;

    @Override
    public boolean next() {
      at++;
      return at < columns.size() ? here() : begin(block + 1);
    }

    /** Goes to the first posting of a block. */
    private boolean begin(int wanted) {
      block = wanted;
      if (block == blocks()) {
        return false;
      }
      try {
        in.begin(
            PostingsBlock.FORMAT_VERSION,
            values,
            valueEnds[block],
            valueEnds[block + 1] - valueEnds[block]);
        columns.readButPositions(in, ids, idEnds[block], idEnds[block + 1] - idEnds[block]);
      } catch (IOException | IllegalArgumentException e) {
        throw corrupt(e);
      }
      positionsRead = false;
      at = 0;
      return here();
    }

    private boolean here() {
      columns.id(at, document);
      return true;
    }

    private CorruptDataException corrupt(Exception e) {
      return new CorruptDataException(
          "index block of a term that begins with document \"%s\": %s"
              .formatted(
                  Bytes.toStringBinary(ids, idEnds[block], idEnds[block + 1] - idEnds[block]),
                  e.getMessage()),
          e);
    }

    @Override
    public boolean advance(BytesRef target) {
      int wanted = blockOf(target);
      if (wanted != block) {
        begin(wanted);
      }
      if (block == blocks()) {
        return false;
      }
      at = within(target);
      return at < columns.size() ? here() : begin(block + 1);
    }

    /** The last block, from this one on, that begins at {@code target} or before it. */
    private int blockOf(BytesRef target) {
      int low = Math.max(block, 0);
      int high = low + 1;
      // Steps that double, then halving: near places are found quickly, far ones too.
      for (long step = 1; high < blocks() && beginsUpTo(high, target); step *= 2) {
        low = high;
        high = (int) Math.min(high + step, blocks());
      }
      high = Math.min(high, blocks());
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (beginsUpTo(middle, target)) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private boolean beginsUpTo(int index, BytesRef target) {
      return Arrays.compareUnsigned(
              ids,
              idEnds[index],
              idEnds[index + 1],
              target.bytes,
              target.offset,
              target.offset + target.length)
          <= 0;
    }

    /** The first posting of the block, from this one on, that is not before {@code target}. */
    private int within(BytesRef target) {
      int end = target.offset + target.length;
      int low = at;
      int high = low;
      for (int step = 1;
          high < columns.size() && columns.compare(high, target.bytes, target.offset, end) < 0;
          step *= 2) {
        low = high + 1;
        high = Math.min(high + step, columns.size());
      }
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (columns.compare(middle, target.bytes, target.offset, end) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    @Override
    public BytesRef document() {
      return document;
    }

    @Override
    public int length() {
      return columns.length(at);
    }

    @Override
    public int frequency() {
      return columns.frequency(at);
    }

    @Override
    public int position(int index) {
      if (!positionsRead) {
        readPositions();
      }
      return columns.position(at, index);
    }

    private void readPositions() {
      try {
        columns.readPositions(in);
        in.end();
      } catch (IOException | IllegalArgumentException e) {
        throw corrupt(e);
      }
      positionsRead = true;
    }
  }
}
