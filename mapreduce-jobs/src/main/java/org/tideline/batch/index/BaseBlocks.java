package org.tideline.batch.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.base.BaseCells;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;

/**
 * The blocks of the base on their way into a new index. A block is read only where something
 * changes in it, or where a change before it has moved the edges of the blocks of its term; all
 * others pass as bytes: how a block is cut depends on its own postings and on where it begins. Not
 * safe for use by several threads.
 */
final class BaseBlocks {
  private final BaseCells cells;
  private final BlockWriter out;
  private final PostingColumns open = new PostingColumns();
  private int next;
  private BytesRef term = new BytesRef();
  private long blocks;
  private long postings;

  BaseBlocks(BaseCells cells, BlockWriter out) {
    this.cells = cells;
    this.out = out;
  }

  /** Blocks that were read or have passed. */
  long blocks() {
    return blocks;
  }

  /** The postings in them. */
  long postings() {
    return postings;
  }

  /** Passes all terms before that one, whose bytes stay as they are until its end. */
  void begin(BytesRef nextTerm) throws IOException, InterruptedException {
    term = nextTerm;
    while (cells.hasCurrent() && compareTerm(cells.current()) < 0) {
      pass(take());
    }
  }

  /** Passes the postings of the term for documents before that of a change. */
  void passBefore(PostingColumns change, int index) throws IOException, InterruptedException {
    while (true) {
      while (next < open.size() && open.compare(next, change, index) < 0) {
        out.add(open, next++);
      }
      if (next < open.size() || !hasBlock() || isAfter(change, index)) {
        return;
      }
      KeyValue block = take();
      // If the one after it does not begin after the change, the change is not in this one.
      if (out.isAtEdge() && hasBlock() && !isAfter(change, index)) {
        pass(block);
      } else {
        read(block);
      }
    }
  }

  /** Whether the next posting is for the document of the change, before which all have passed. */
  boolean isNext(PostingColumns change, int index) {
    return next < open.size() && open.compare(next, change, index) == 0;
  }

  /** Leaves the next posting out; gives its frequency. */
  int leaveOut() {
    return open.frequency(next++);
  }

  /** Passes the postings that are left of the term. */
  void end() throws IOException, InterruptedException {
    while (true) {
      while (next < open.size()) {
        out.add(open, next++);
      }
      if (!hasBlock()) {
        return;
      }
      KeyValue block = take();
      if (out.isAtEdge()) {
        pass(block);
      } else {
        read(block);
      }
    }
  }

  /** Passes all terms that are left. */
  void passAll() throws IOException, InterruptedException {
    while (cells.hasCurrent()) {
      pass(take());
    }
  }

  private boolean hasBlock() {
    return cells.hasCurrent() && compareTerm(cells.current()) == 0;
  }

  private boolean isAfter(PostingColumns change, int index) {
    KeyValue block = cells.current();
    int start = block.getRowOffset() + term.length + 1;
    int end = block.getRowOffset() + block.getRowLength();
    return change.compare(index, block.getRowArray(), start, end) < 0;
  }

  private KeyValue take() throws IOException {
    KeyValue block = cells.current();
    cells.advance();
    blocks++;
    postings += PostingsBlock.size(block);
    return block;
  }

  private void pass(KeyValue block) throws IOException, InterruptedException {
    out.pass(block, PostingsBlock.size(block));
  }

  private void read(KeyValue block) {
    PostingsBlock.decode(block, open);
    next = 0;
  }

  private int compareTerm(KeyValue block) {
    byte[] row = block.getRowArray();
    int start = block.getRowOffset();
    int length = PostingsBlock.termLength(row, start, block.getRowLength());
    return Arrays.compareUnsigned(
        row, start, start + length, term.bytes, term.offset, term.offset + term.length);
  }
}
