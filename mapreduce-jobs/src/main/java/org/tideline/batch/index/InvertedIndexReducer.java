package org.tideline.batch.index;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;

/**
 * From the blocks of a term, as mappers happened to write them, to those that are stored, which are
 * cut anew from the term's first document on. Holds no term: the block that it fills, and what
 * {@link BlockMerge} keeps open.
 */
final class InvertedIndexReducer
    extends Reducer<
        ImmutableBytesWritable, ImmutableBytesWritable, ImmutableBytesWritable, KeyValue> {
  private final BlockMerge merge = new BlockMerge();
  private final PostingColumns block = new PostingColumns();
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final BytesRef term = new BytesRef();
  private final BytesRef first = new BytesRef();
  private long stamp;
  private final Totals totals = new Totals();

  private static final class Totals {
    private long terms;
    private long blocks;
    private long postings;
    private long occurrences;
    private long repeated;
  }

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    stamp = TableFiles.stamp(context.getConfiguration());
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable key, Iterable<ImmutableBytesWritable> blocks, Context context)
      throws IOException, InterruptedException {
    begin(key);
    for (ImmutableBytesWritable next : blocks) {
      // Hadoop changes the key to that of the block which it gives.
      merge.add(
          key.get(),
          key.getOffset() + term.length + 1,
          key.getOffset() + key.getLength(),
          columns -> decode(key, next, columns),
          (from, index) -> add(from, index, context));
    }
    merge.drain((from, index) -> add(from, index, context));
    if (block.size() > 0) {
      write(context);
    }
  }

  private static void decode(
      ImmutableBytesWritable key, ImmutableBytesWritable value, PostingColumns columns) {
    PostingsBlock.decode(
        key.get(),
        key.getOffset(),
        key.getLength(),
        value.get(),
        value.getOffset(),
        value.getLength(),
        columns);
  }

  private void begin(ImmutableBytesWritable key) {
    term.bytes = key.copyBytes();
    term.length = PostingsBlock.termLength(term.bytes, 0, term.bytes.length);
    totals.terms++;
  }

  private void add(PostingColumns from, int index, Context context)
      throws IOException, InterruptedException {
    if (block.size() > 0 && block.compare(block.size() - 1, from, index) == 0) {
      totals.repeated++;
      return;
    }
    // Not before, so that the last document is still here for the comparison.
    if (block.isFull()) {
      write(context);
    }
    block.add(from, index);
    totals.postings++;
    totals.occurrences += from.frequency(index);
  }

  private void write(Context context) throws IOException, InterruptedException {
    block.id(0, first);
    byte[] bytes = PostingsBlock.row(term, first);
    row.set(bytes);
    context.write(row, PostingsBlock.cell(bytes, block, stamp));
    block.clear();
    totals.blocks++;
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(IndexCount.TERMS).increment(totals.terms);
    context.getCounter(IndexCount.BLOCKS).increment(totals.blocks);
    context.getCounter(IndexCount.POSTINGS).increment(totals.postings);
    context.getCounter(IndexCount.OCCURRENCES).increment(totals.occurrences);
    context.getCounter(IndexCount.REPEATED).increment(totals.repeated);
  }
}
