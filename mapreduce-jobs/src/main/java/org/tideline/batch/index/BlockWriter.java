package org.tideline.batch.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;

/**
 * Cuts the postings of a term, which come in the order of documents, into the blocks that are
 * stored, from its first document on. Holds no term: only the block that it fills. Not safe for use
 * by several threads.
 */
final class BlockWriter {
  private final TaskInputOutputContext<?, ?, ImmutableBytesWritable, KeyValue> context;
  private final long stamp;
  private final PostingColumns block = new PostingColumns();
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final BytesRef first = new BytesRef();
  private BytesRef term = new BytesRef();
  private byte[] lastTerm = {};
  private long terms;
  private long blocks;
  private long postings;

  BlockWriter(TaskInputOutputContext<?, ?, ImmutableBytesWritable, KeyValue> context, long stamp) {
    this.context = context;
    this.stamp = stamp;
  }

  /** Terms that have a block. */
  long terms() {
    return terms;
  }

  long blocks() {
    return blocks;
  }

  long postings() {
    return postings;
  }

  /** What is added now is of that term, whose bytes stay as they are until its end. */
  void begin(BytesRef nextTerm) {
    term = nextTerm;
  }

  /** Whether a block begins with the next posting. */
  boolean isAtEdge() {
    return block.size() == 0 || block.isFull();
  }

  /** Whether that posting is of the document of the last one that was added. */
  boolean isOfLast(PostingColumns from, int index) {
    return block.size() > 0 && block.compare(block.size() - 1, from, index) == 0;
  }

  void add(PostingColumns from, int index) throws IOException, InterruptedException {
    // Not before, so that the last document is still here for the comparison.
    if (block.isFull()) {
      write();
    }
    block.add(from, index);
  }

  /** Ends the term. */
  void end() throws IOException, InterruptedException {
    if (block.size() > 0) {
      write();
    }
  }

  private void write() throws IOException, InterruptedException {
    block.id(0, first);
    byte[] bytes = PostingsBlock.row(term, first);
    write(PostingsBlock.cell(bytes, block, stamp), block.size());
    block.clear();
  }

  /** Writes a block as it is; only at an edge. */
  void pass(KeyValue cell, int size) throws IOException, InterruptedException {
    end();
    write(cell, size);
  }

  private void write(KeyValue cell, int size) throws IOException, InterruptedException {
    byte[] bytes = cell.getRowArray();
    int start = cell.getRowOffset();
    int length = PostingsBlock.termLength(bytes, start, cell.getRowLength());
    if (!Arrays.equals(lastTerm, 0, lastTerm.length, bytes, start, start + length)) {
      lastTerm = Arrays.copyOfRange(bytes, start, start + length);
      terms++;
    }
    row.set(bytes, start, cell.getRowLength());
    context.write(row, cell);
    blocks++;
    postings += size;
  }
}
