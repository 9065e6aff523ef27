package org.tideline.batch.index;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.base.BaseCells;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;

/**
 * From the blocks of a term, as mappers happened to write them, and those of the base, to those
 * that are stored, which are cut anew from the term's first document on. Holds no term: the block
 * that it fills, one of the base, and what {@link BlockMerge} keeps open.
 */
final class InvertedIndexReducer
    extends Reducer<ImmutableBytesWritable, BlockWritable, ImmutableBytesWritable, KeyValue> {
  private final BlockMerge merge = new BlockMerge();
  private final BytesRef term = new BytesRef();
  private BaseCells cells;
  private BlockWriter out;
  private BaseBlocks base;
  private long occurrences;
  private long repeated;
  private long missed;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) throws IOException {
    cells = BaseCells.of(context, PostingsBlock.FAMILY);
    out = new BlockWriter(context, TableFiles.stamp(context.getConfiguration()));
    base = new BaseBlocks(cells, out);
  }

  @Override
  protected void reduce(ImmutableBytesWritable key, Iterable<BlockWritable> blocks, Context context)
      throws IOException, InterruptedException {
    begin(key);
    for (BlockWritable next : blocks) {
      // Hadoop changes the key to that of the block which it gives.
      merge.add(
          key.get(),
          key.getOffset() + term.length + 1,
          key.getOffset() + key.getLength(),
          next.removed(),
          columns -> decode(key, next, columns),
          this::change);
    }
    merge.drain(this::change);
    base.end();
    out.end();
  }

  private static void decode(
      ImmutableBytesWritable key, BlockWritable value, PostingColumns columns) {
    PostingsBlock.decode(
        key.get(), key.getOffset(), key.getLength(), value.bytes(), 0, value.length(), columns);
  }

  private void begin(ImmutableBytesWritable key) throws IOException, InterruptedException {
    term.bytes = key.copyBytes();
    term.length = PostingsBlock.termLength(term.bytes, 0, term.bytes.length);
    base.begin(term);
    out.begin(term);
  }

  private void change(PostingColumns from, int index, boolean removed)
      throws IOException, InterruptedException {
    base.passBefore(from, index);
    boolean isInBase = base.isNext(from, index);
    if (removed && isInBase) {
      occurrences -= base.leaveOut();
    } else if (removed) {
      missed++;
    } else if (isInBase || out.isOfLast(from, index)) {
      repeated++;
    } else {
      out.add(from, index);
      occurrences += from.frequency(index);
    }
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    base.passAll();
    cells.close();
    context.getCounter(IndexCount.TERMS).increment(out.terms());
    context.getCounter(IndexCount.BLOCKS).increment(out.blocks());
    context.getCounter(IndexCount.POSTINGS).increment(out.postings());
    context.getCounter(IndexCount.OCCURRENCES).increment(occurrences);
    context.getCounter(IndexCount.REPEATED).increment(repeated);
    context.getCounter(IndexCount.MISSED).increment(missed);
    context.getCounter(IndexCount.BASE_POSTINGS).increment(base.postings());
    context.getCounter(IndexCount.BASE_BLOCKS).increment(base.blocks());
  }
}
