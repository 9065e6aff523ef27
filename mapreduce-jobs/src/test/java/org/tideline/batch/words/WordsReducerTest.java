package org.tideline.batch.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.CellSerialization;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.mrunit.mapreduce.ReduceDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

class WordsReducerTest {
  private static final long STAMP = 1_795_437_000_000L << 20;

  private ReduceDriver<ImmutableBytesWritable, MinutesWritable, ImmutableBytesWritable, KeyValue>
      driver;

  @BeforeEach
  void makeDriver() {
    driver = ReduceDriver.newReduceDriver(new WordsReducer());
    driver
        .getConfiguration()
        .setStrings(
            "io.serializations",
            driver.getConfiguration().get("io.serializations"),
            CellSerialization.class.getName());
    driver.getConfiguration().set("org.tideline.batch.failures", "file:/tmp");
    TableFiles.stampWith(driver.getConfiguration(), STAMP);
  }

  private static MinutesWritable count(long occurrences, long documents) {
    return count(0, occurrences, documents);
  }

  private static MinutesWritable count(long minute, long occurrences, long documents) {
    MinutesWritable minutes = new MinutesWritable();
    minutes.set(new WindowTotals.Builder(1).add(minute, 0, occurrences, documents, 0).build());
    return minutes;
  }

  private static ImmutableBytesWritable row(String term) {
    return new ImmutableBytesWritable(Bytes.toBytes(term));
  }

  @Test
  void writesTheCellsOfTheSumWithTheStampOfTheCut() throws IOException {
    driver.withInput(row("whale"), List.of(count(3, 2), count(1_225, 100)));

    List<Pair<ImmutableBytesWritable, KeyValue>> cells = driver.run().subList(0, 2);

    assertThat(cells)
        .extracting(Pair::getSecond)
        .containsExactlyElementsOf(
            BatchWordColumns.cells(Bytes.toBytes("whale"), new WordCount(1_228, 102), STAMP));
    // Cells that differ in their value only are equal to HBase.
    assertThat(cells)
        .extracting(
            cell ->
                Bytes.toLong(cell.getSecond().getValueArray(), cell.getSecond().getValueOffset()))
        .containsExactly(102L, 1_228L);
    assertThat(driver.getCounters().findCounter(WordsCount.ROWS).getValue()).isEqualTo(1);
    assertThat(driver.getCounters().findCounter(WordsCount.OCCURRENCES).getValue())
        .isEqualTo(1_228);
    assertThat(driver.getCounters().findCounter(WordsCount.POSTINGS).getValue()).isEqualTo(102);
  }

  @Test
  void writesItsWindowsBesideTheCounts() throws IOException {
    driver.withInput(row("whale"), List.of(count(70, 3, 1), count(10, 2, 1), count(70, 1, 1)));

    WindowTotals minutes =
        new WindowTotals.Builder(2).add(10, 0, 2, 1, 0).add(70, 0, 4, 2, 0).build();
    List<KeyValue> windows = driver.run().stream().map(Pair::getSecond).skip(2).toList();
    Result found = Result.create(List.copyOf(windows));
    for (WindowSize size : WindowSize.values()) {
      assertThat(BatchWindowColumns.windows(found, size))
          .isEqualTo(minutes.coarse(size, WindowCalendar.utc()));
    }
    assertThat(windows).hasSize(3).allMatch(cell -> cell.getTimestamp() == STAMP);
  }

  @Test
  void allDocumentsHaveWindowsAndAreNoWord() throws IOException {
    driver.withInput(row("\0"), List.of(count(70, 3, 1)));

    assertThat(driver.run())
        .extracting(pair -> Bytes.toString(CellUtil.cloneFamily(pair.getSecond())))
        .containsExactly("t", "t", "t");
    assertThat(driver.getCounters().findCounter(WordsCount.ROWS).getValue()).isZero();
    assertThat(driver.getCounters().findCounter(WordsCount.DOCUMENTS_IN_WINDOWS).getValue())
        .isEqualTo(1);
  }

  @Test
  void aTotalOfZeroIsNoRow() throws IOException {
    driver.withInput(row("gone"), List.of(count(3, 2), count(-3, -2)));
    // Not zero: something is wrong, and shows.
    driver.withInput(row("odd"), List.of(count(1, 1), count(-1, 0)));

    assertThat(driver.run()).extracting(pair -> pair.getFirst()).containsOnly(row("odd"));
    assertThat(driver.getCounters().findCounter(WordsCount.ROWS).getValue()).isEqualTo(1);
  }
}
