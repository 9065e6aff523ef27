package org.tideline.batch.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.CellSerialization;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mrunit.mapreduce.MapReduceDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.jupiter.api.Test;
import org.tideline.batch.sort.SortMapper;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.views.count.WordCount;

class RankingReducerTest {
  private static final long STAMP = 1_795_437_000_000L << 20;

  private final MapReduceDriver<
          ImmutableBytesWritable,
          LongWritable,
          ImmutableBytesWritable,
          LongWritable,
          ImmutableBytesWritable,
          KeyValue>
      driver = MapReduceDriver.newMapReduceDriver(new SortMapper(), new RankingReducer());

  RankingReducerTest() {
    driver
        .getConfiguration()
        .setStrings(
            "io.serializations",
            driver.getConfiguration().get("io.serializations"),
            CellSerialization.class.getName());
    driver.getConfiguration().set("org.tideline.batch.failures", "file:/tmp");
    TableFiles.stampWith(driver.getConfiguration(), STAMP);
  }

  private void give(String term, long occurrences, long documents) {
    driver.withInput(
        new ImmutableBytesWritable(RankingRow.row(Bytes.toBytes(term), occurrences)),
        new LongWritable(documents));
  }

  private long count(RankingCount count) {
    return driver.getCounters().findCounter(count).getValue();
  }

  @Test
  void sortsTheMostFrequentFirst() throws IOException {
    give("sea", 2, 1);
    give("whale", 1_228, 33);
    give("ahab", 2, 2);

    List<Pair<ImmutableBytesWritable, KeyValue>> cells = driver.run();

    assertThat(cells)
        .extracting(cell -> Bytes.toString(RankingRow.term(cell.getSecond())))
        .containsExactly("whale", "ahab", "sea");
    assertThat(cells)
        .extracting(cell -> RankingRow.count(cell.getSecond()))
        .containsExactly(new WordCount(1_228, 33), new WordCount(2, 2), new WordCount(2, 1));
    assertThat(cells).extracting(cell -> cell.getSecond().getTimestamp()).containsOnly(STAMP);
    assertThat(count(RankingCount.ROWS)).isEqualTo(3);
    assertThat(count(RankingCount.OCCURRENCES)).isEqualTo(1_232);
  }

  @Test
  void countsAWordThatCameTwiceTwice() throws IOException {
    give("sea", 2, 1);
    give("sea", 2, 1);
    driver.run();
    assertThat(count(RankingCount.ROWS)).isEqualTo(2);
    assertThat(count(RankingCount.OCCURRENCES)).isEqualTo(4);
  }
}
