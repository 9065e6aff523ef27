package org.tideline.batch.words;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;

/** From the totals of a term to its row; a total of zero is no row. */
final class WordsReducer
    extends Reducer<ImmutableBytesWritable, WordCountWritable, ImmutableBytesWritable, KeyValue> {
  private long stamp;
  private long rows;
  private long occurrences;
  private long postings;

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
      ImmutableBytesWritable row, Iterable<WordCountWritable> counts, Context context)
      throws IOException, InterruptedException {
    WordCount total = WordCount.ZERO;
    for (WordCountWritable count : counts) {
      total = total.plus(count.count());
    }
    if (total.equals(WordCount.ZERO)) {
      return;
    }
    rows++;
    occurrences += total.occurrences();
    postings += total.documents();
    for (KeyValue cell : BatchWordColumns.cells(row.copyBytes(), total, stamp)) {
      context.write(row, cell);
    }
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(WordsCount.ROWS).increment(rows);
    context.getCounter(WordsCount.OCCURRENCES).increment(occurrences);
    context.getCounter(WordsCount.POSTINGS).increment(postings);
  }
}
