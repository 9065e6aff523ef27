package org.tideline.batch.ranking;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.ranking.RankingRow;

/** From a row to its cell. A word that came twice is two rows here, and not as many as words. */
final class RankingReducer
    extends Reducer<ImmutableBytesWritable, LongWritable, ImmutableBytesWritable, KeyValue> {
  private long stamp;
  private long rows;
  private long occurrences;

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
      ImmutableBytesWritable key, Iterable<LongWritable> documents, Context context)
      throws IOException, InterruptedException {
    byte[] row = key.copyBytes();
    for (LongWritable in : documents) {
      rows++;
      occurrences += RankingRow.occurrences(row);
      context.write(key, RankingRow.cell(row, in.get(), stamp));
    }
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(RankingCount.ROWS).increment(rows);
    context.getCounter(RankingCount.OCCURRENCES).increment(occurrences);
  }
}
