package org.tideline.batch.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
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
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.base.BaseOnDisk;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.format.CorruptDataException;
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

  private static WindowTotals minutes(long minute, long occurrences, long documents) {
    return new WindowTotals.Builder(1).add(minute, 0, occurrences, documents, 0).build();
  }

  /** Rows as the words table has them. */
  private static final class Rows {
    private final long stamp;
    private final List<KeyValue> inOrder = new ArrayList<>();

    Rows(long stamp) {
      this.stamp = stamp;
    }

    void add(String term, WindowTotals minutes) {
      inOrder.addAll(BatchWordColumns.cells(Bytes.toBytes(term), minutes.total(), stamp));
      windows(term, minutes);
    }

    void windows(String term, WindowTotals minutes) {
      inOrder.addAll(
          BatchWindowColumns.cells(Bytes.toBytes(term), minutes, WindowCalendar.utc(), stamp));
    }

    /** As the base of a job, which has a file for each column family. */
    void give(Path folder, Configuration job) throws IOException {
      BaseOnDisk base = new BaseOnDisk(folder);
      for (byte[] family : List.of(BatchWordColumns.FAMILY, BatchWindowColumns.FAMILY)) {
        base.file(inOrder.stream().filter(cell -> CellUtil.matchingFamily(cell, family)).toList());
      }
      base.give(job);
    }

    List<String> bytes() {
      return inOrder.stream().map(WordsReducerTest::bytes).toList();
    }
  }

  @Test
  void windowsOfTheBaseThatAreNotItsCountsAreNamed(@TempDir Path folder) throws IOException {
    Rows base = new Rows(1);
    base.windows("sea", minutes(7, 2, 1));
    base.inOrder.addAll(0, BatchWordColumns.cells(Bytes.toBytes("sea"), new WordCount(3, 1), 1));
    base.give(folder, driver.getConfiguration());
    driver.withInput(row("sea"), List.of(count(1, 1)));

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(driver::run)
        .withMessage(
            "base of words, row \"sea\": expected windows of its 3 occurrences in 1 documents, found those of 2 in 1; run the batch layer anew, with --full");
  }

  @Test
  void addsWhatHasChangedToTheBase(@TempDir Path folder) throws IOException {
    Rows before = new Rows(1);
    before.windows("\0", minutes(7, 142, 30));
    before.add("ahab", minutes(7, 3, 2));
    before.add("gone", minutes(7, 3, 2));
    before.add("sea", minutes(7, 30, 20));
    before.add("ship", minutes(7, 5, 5));
    before.add("whale", minutes(7, 100, 9));
    before.add("zeal", minutes(7, 1, 1));
    before.give(folder, driver.getConfiguration());
    driver.withInput(row("\0"), List.of(count(7, -7, -3), count(3, 1)));
    driver.withInput(row("gone"), List.of(count(7, -3, -2)));
    driver.withInput(row("new"), List.of(count(2, 1), count(1, 1)));
    driver.withInput(row("sea"), List.of(count(7, -4, -1), count(1, 0)));

    Rows after = new Rows(STAMP);
    after.windows("\0", minutes(0, 3, 1).plus(minutes(7, 135, 27)));
    after.add("ahab", minutes(7, 3, 2));
    after.add("new", minutes(0, 3, 2));
    after.add("sea", minutes(0, 1, 0).plus(minutes(7, 26, 19)));
    after.add("ship", minutes(7, 5, 5));
    after.add("whale", minutes(7, 100, 9));
    after.add("zeal", minutes(7, 1, 1));
    assertThat(driver.run()).extracting(pair -> bytes(pair.getSecond())).isEqualTo(after.bytes());
    assertThat(counter(WordsCount.ROWS)).isEqualTo(6);
    assertThat(counter(WordsCount.OCCURRENCES)).isEqualTo(139);
    assertThat(counter(WordsCount.POSTINGS)).isEqualTo(38);
    assertThat(counter(WordsCount.BASE_ROWS)).isEqualTo(6);
    assertThat(counter(WordsCount.BASE_OCCURRENCES)).isEqualTo(142);
    assertThat(counter(WordsCount.BASE_POSTINGS)).isEqualTo(39);
    assertThat(counter(WordsCount.BASE_ROWS_WITH_WINDOWS)).isEqualTo(6);
    assertThat(counter(WordsCount.BASE_DOCUMENTS_IN_WINDOWS)).isEqualTo(30);
    assertThat(counter(WordsCount.DOCUMENTS_IN_WINDOWS)).isEqualTo(28);
  }

  /** Cells that differ in their value only are equal to HBase. */
  private static String bytes(KeyValue cell) {
    return cell + " " + Bytes.toStringBinary(CellUtil.cloneValue(cell));
  }

  private long counter(WordsCount count) throws IOException {
    return driver.getCounters().findCounter(count).getValue();
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
