package org.tideline.batch.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.ArchivedRecordSerialization;
import org.tideline.batch.archive.Records;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;

class WordsMapperTest {
  private MapDriver<NullWritable, ArchivedRecord, ImmutableBytesWritable, MinutesWritable> driver;

  @BeforeEach
  void makeDriver() {
    driver = MapDriver.newMapDriver(new WordsMapper());
    driver
        .getConfiguration()
        .setStrings(
            "io.serializations",
            driver.getConfiguration().get("io.serializations"),
            ArchivedRecordSerialization.class.getName());
    driver.getConfiguration().set("tideline.log.partitions", "1");
    driver.getConfiguration().set("org.tideline.batch.failures", "file:/tmp");
  }

  private void give(long position, String text) {
    driver.withInput(NullWritable.get(), Records.put(0, position, "d" + position, text));
  }

  private static String term(Pair<ImmutableBytesWritable, ?> pair) {
    return new String(pair.getFirst().copyBytes(), StandardCharsets.UTF_8);
  }

  private long count(WordsCount count) {
    return driver.getCounters().findCounter(count).getValue();
  }

  @Test
  void writesOneTotalForATerm() throws IOException {
    give(0, "Call me Ishmael. Call me again");
    give(1, "call");

    Map<String, WordCount> totals =
        driver.run().stream()
            .collect(
                Collectors.toMap(
                    WordsMapperTest::term, pair -> pair.getSecond().minutes().total()));

    assertThat(totals)
        .isEqualTo(
            Map.of(
                "call", new WordCount(3, 2),
                "me", new WordCount(2, 1),
                "ishmael", new WordCount(1, 1),
                "again", new WordCount(1, 1),
                "\0", new WordCount(7, 2)));
    assertThat(count(WordsCount.DOCUMENTS)).isEqualTo(2);
    assertThat(count(WordsCount.OCCURRENCES_MAPPED)).isEqualTo(7);
    assertThat(count(WordsCount.SPILLS)).isEqualTo(1);
  }

  @Test
  void countsByTheMinutesOfEventTimes() throws IOException {
    give(59_999, "whale");
    give(60_000, "whale whale");
    give(180_000, "sea");

    Map<String, String> minutes =
        driver.run().stream()
            .collect(
                Collectors.toMap(
                    WordsMapperTest::term,
                    pair ->
                        pair.getSecond()
                            .minutes()
                            .coarse(WindowSize.MINUTE, WindowCalendar.utc())
                            .toString()));

    assertThat(minutes)
        .isEqualTo(
            Map.of(
                "whale", "{minute 0, marks 0: 1 in 1 by 0; minute 1, marks 0: 2 in 1 by 0}",
                "sea", "{minute 3, marks 0: 1 in 1 by 0}",
                "\0",
                    "{minute 0, marks 0: 1 in 1 by 0; minute 1, marks 0: 2 in 1 by 0; minute 3, marks 0: 1 in 1 by 0}"));
  }

  @Test
  void aFullBufferIsWrittenOutAndBegunAnew() throws IOException {
    driver.getConfiguration().set("tideline.words.buffer", "64k");
    for (int document = 0; document < 4; document++) {
      int first = document * 5_000;
      give(
          document,
          IntStream.range(first, first + 10_000)
              .mapToObj(i -> "w" + i)
              .collect(Collectors.joining(" ")));
    }

    List<Pair<ImmutableBytesWritable, MinutesWritable>> written = driver.run();
    Map<String, WordCount> totals = new TreeMap<>();
    written.forEach(
        pair -> totals.merge(term(pair), pair.getSecond().minutes().total(), WordCount::plus));

    assertThat(count(WordsCount.SPILLS)).isEqualTo(5);
    assertThat(totals).hasSize(25_001);
    assertThat(totals.get("w0")).isEqualTo(new WordCount(1, 1));
    assertThat(totals.get("w5000")).isEqualTo(new WordCount(2, 2));
    assertThat(count(WordsCount.OCCURRENCES_MAPPED)).isEqualTo(40_000);
  }
}
