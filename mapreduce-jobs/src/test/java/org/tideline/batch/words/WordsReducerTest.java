package org.tideline.batch.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
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
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;

class WordsReducerTest {
  private static final long STAMP = 1_795_437_000_000L << 20;

  private ReduceDriver<ImmutableBytesWritable, WordCountWritable, ImmutableBytesWritable, KeyValue>
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

  private static WordCountWritable count(long occurrences, long documents) {
    WordCountWritable count = new WordCountWritable();
    count.set(occurrences, documents);
    return count;
  }

  private static ImmutableBytesWritable row(String term) {
    return new ImmutableBytesWritable(Bytes.toBytes(term));
  }

  @Test
  void writesTheCellsOfTheSumWithTheStampOfTheCut() throws IOException {
    driver.withInput(row("whale"), List.of(count(3, 2), count(1_225, 100)));

    List<Pair<ImmutableBytesWritable, KeyValue>> cells = driver.run();

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

  private static List<KeyValue> row(String term, long occurrences, long documents, long stamp) {
    return BatchWordColumns.cells(
        Bytes.toBytes(term), new WordCount(occurrences, documents), stamp);
  }

  @Test
  void addsWhatHasChangedToTheBase(@TempDir Path folder) throws IOException {
    BaseOnDisk base = new BaseOnDisk(folder);
    List<KeyValue> before = new ArrayList<>();
    before.addAll(row("ahab", 3, 2, 1));
    before.addAll(row("gone", 3, 2, 1));
    before.addAll(row("sea", 30, 20, 1));
    before.addAll(row("ship", 5, 5, 1));
    before.addAll(row("whale", 100, 9, 1));
    before.addAll(row("zeal", 1, 1, 1));
    base.file(before);
    base.give(driver.getConfiguration());
    driver.withInput(row("gone"), List.of(count(-3, -2)));
    driver.withInput(row("new"), List.of(count(2, 1), count(1, 1)));
    driver.withInput(row("sea"), List.of(count(-4, -1), count(1, 0)));

    List<String> expected = new ArrayList<>();
    for (List<KeyValue> cells :
        List.of(
            row("ahab", 3, 2, STAMP),
            row("new", 3, 2, STAMP),
            row("sea", 27, 19, STAMP),
            row("ship", 5, 5, STAMP),
            row("whale", 100, 9, STAMP),
            row("zeal", 1, 1, STAMP))) {
      cells.forEach(cell -> expected.add(bytes(cell)));
    }
    assertThat(driver.run()).extracting(pair -> bytes(pair.getSecond())).isEqualTo(expected);
    assertThat(counter(WordsCount.ROWS)).isEqualTo(6);
    assertThat(counter(WordsCount.OCCURRENCES)).isEqualTo(139);
    assertThat(counter(WordsCount.POSTINGS)).isEqualTo(38);
    assertThat(counter(WordsCount.BASE_ROWS)).isEqualTo(6);
    assertThat(counter(WordsCount.BASE_OCCURRENCES)).isEqualTo(142);
    assertThat(counter(WordsCount.BASE_POSTINGS)).isEqualTo(39);
  }

  /** Cells that differ in their value only are equal to HBase. */
  private static String bytes(KeyValue cell) {
    return cell + " " + Bytes.toStringBinary(CellUtil.cloneValue(cell));
  }

  private long counter(WordsCount count) throws IOException {
    return driver.getCounters().findCounter(count).getValue();
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
