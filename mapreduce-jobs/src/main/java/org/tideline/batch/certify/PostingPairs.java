package org.tideline.batch.certify;

import java.io.IOException;
import org.apache.hadoop.hbase.Cell;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.StableHash;
import org.tideline.views.posting.PostingCursor;

/** Passes postings as pairs. Not safe for use by several threads. */
final class PostingPairs {
  private final PairSink sink;
  private final PostingColumns columns = new PostingColumns();
  private final BytesRefBuilder key = new BytesRefBuilder();
  private final BytesRef id = new BytesRef();
  private final long[] values = new long[3];
  private int[] positions = new int[16];

  PostingPairs(PairSink sink) {
    this.sink = sink;
  }

  /** All postings of a block. */
  void pass(Cell cell, Side... sides) throws IOException, InterruptedException {
    PostingsBlock.decode(cell, columns);
    int beforeId = termLength(cell) + 1;
    // The row begins as the keys of its postings do.
    key.copyBytes(cell.getRowArray(), cell.getRowOffset(), beforeId);
    for (int i = 0; i < columns.size(); i++) {
      columns.id(i, id);
      pass(beforeId, id, columns, i, sides);
    }
  }

  private static int termLength(Cell cell) {
    return PostingsBlock.termLength(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength());
  }

  /** The posting of a block that {@code blocks} is at. */
  void pass(byte[] term, TermBlocks blocks, Side... sides)
      throws IOException, InterruptedException {
    pass(begin(term), blocks.document(), blocks.block(), blocks.index(), sides);
  }

  /** The posting that {@code posting} is at. */
  void pass(byte[] term, PostingCursor posting, Side... sides)
      throws IOException, InterruptedException {
    int frequency = posting.frequency();
    positions = ArrayUtil.growNoCopy(positions, frequency);
    for (int i = 0; i < frequency; i++) {
      positions[i] = posting.position(i);
    }
    values[0] = frequency;
    values[1] = posting.length();
    values[2] = StableHash.ofPositions(positions, 0, frequency);
    accept(begin(term), posting.document(), sides);
  }

  /** Begins a key of the form {@code term | 00 | id}; how long it is without the id. */
  private int begin(byte[] term) {
    key.copyBytes(term, 0, term.length);
    key.append((byte) 0);
    return term.length + 1;
  }

  private void pass(int beforeId, BytesRef document, PostingColumns block, int index, Side... sides)
      throws IOException, InterruptedException {
    values[0] = block.frequency(index);
    values[1] = block.length(index);
    values[2] = block.hashOfPositions(index);
    accept(beforeId, document, sides);
  }

  private void accept(int beforeId, BytesRef document, Side... sides)
      throws IOException, InterruptedException {
    key.setLength(beforeId);
    key.append(document);
    sink.accept(key.get(), values, sides);
  }
}
