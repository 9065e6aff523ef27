package org.tideline.batch.sort;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.partition.InputSampler;

/**
 * Where the regions of a sorted table begin, so that each gets about as many rows: the quantiles of
 * a sample. Rows differ: they bear a name after what they are sorted by, so that many which are
 * equal in that are divided too.
 */
public final class SortSplits {
  private static final int SAMPLES = 10_000;
  private static final int SAMPLED_FILES = 8;

  private SortSplits() {}

  /**
   * First rows of all regions but the first, of a table with at most {@code regions} of them.
   *
   * @param rows as {@code job} reads them
   */
  public static byte[][] sample(
      Job job, InputFormat<ImmutableBytesWritable, LongWritable> rows, int regions)
      throws IOException, InterruptedException {
    if (regions == 1) {
      return new byte[0][];
    }
    var sampler =
        new InputSampler.RandomSampler<ImmutableBytesWritable, LongWritable>(
            1, SAMPLES, SAMPLED_FILES);
    Object[] sample = sampler.getSample(rows, job);
    return quantiles(
        Arrays.stream(sample).map(ImmutableBytesWritable.class::cast).toList(), regions);
  }

  /** The rows that divide {@code rows}, which differ, into {@code parts} of about equal size. */
  static byte[][] quantiles(List<ImmutableBytesWritable> rows, int parts) {
    List<ImmutableBytesWritable> sorted = rows.stream().sorted().toList();
    int found = Math.min(parts, Math.max(1, sorted.size()));
    return IntStream.range(1, found)
        .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / found)).copyBytes())
        .toArray(byte[][]::new);
  }
}
