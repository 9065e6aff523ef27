package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;

class TopIT {
  private static final AtomicInteger NAMESPACE = new AtomicInteger();
  private static final long DAY = 86_400_000;
  private static final long BUCKET = 10_000;

  private TestTables tables;

  @BeforeEach
  void create() throws IOException {
    tables = TestTables.create("top" + NAMESPACE.incrementAndGet(), Map.of());
    tables.openEpoch(0);
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
  }

  private TidelineClient open() throws IOException {
    return TidelineClient.open(tables.configuration());
  }

  private static List<String> top(TidelineClient client, int n) throws IOException {
    return client.top(n).words().stream()
        .map(word -> line(word.term(), word.count().total()))
        .toList();
  }

  private static String line(String term, WordCount count) {
    return "%s %d %d".formatted(term, count.occurrences(), count.documents());
  }

  /** The whole merged view, sorted here. */
  private static List<String> sorted(TidelineClient client) throws IOException {
    List<WordCountExport.Row> rows = new ArrayList<>();
    try (WordCountExport export = client.exportWordCount()) {
      Optional<WordCountExport.Row> row = export.next();
      while (row.isPresent()) {
        rows.add(row.get());
        row = export.next();
      }
    }
    Comparator<WordCountExport.Row> order =
        Comparator.comparing(row -> -row.count().total().occurrences());
    return rows.stream()
        .filter(row -> row.count().total().occurrences() > 0)
        .sorted(
            order.thenComparing(
                row -> row.term().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .map(row -> line(row.term(), row.count().total()))
        .toList();
  }

  @Test
  void mergesBothLayers() throws IOException {
    tables.publish(
        1,
        20_000,
        Map.of(
            "sea", new WordCount(9, 3),
            "whale", new WordCount(8, 2),
            "gone", new WordCount(7, 1),
            "é", new WordCount(5, 1),
            "ship", new WordCount(5, 2)));
    tables.add(0, 10_000, "sea", 100, 50);
    tables.add(0, 20_000, "sea", -2, -1);
    tables.add(1, 20_000, "gone", -7, -1);
    tables.add(1, 30_000, "new", 6, 1);
    tables.add(1, 30_000, "ship", 1, 0);
    tables.frontier(0, 9, 20_000);
    tables.frontier(1, 9, 30_000);
    try (TidelineClient client = open()) {
      assertThat(top(client, 4)).containsExactly("whale 8 2", "sea 7 2", "new 6 1", "ship 6 2");
      assertThat(top(client, 99))
          .containsExactly("whale 8 2", "sea 7 2", "new 6 1", "ship 6 2", "é 5 1");
      TopAnswer answer = client.top(1);
      assertThat(answer.words().get(0).count().batch()).isEqualTo(new WordCount(8, 2));
      assertThat(answer.rankingRows()).isEqualTo(5);
      assertThat(answer.countRows()).isZero();
      assertThat(answer.reading().generation()).isEqualTo(1);
      assertThatThrownBy(() -> client.top(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("top: expected a number of at least 1, got 0");
    }
  }

  @Test
  void readsAFewRowsOfMany() throws IOException {
    Map<String, WordCount> words = new HashMap<>();
    for (int i = 1; i <= 500; i++) {
      words.put("w%03d".formatted(i), new WordCount(10L * i, 1));
    }
    tables.publish(1, 20_000, words);
    // The first comes up from far below; the second could have, had it been more frequent before.
    tables.add(0, 20_000, "w100", 4_000, 1);
    tables.add(0, 20_000, "w001", 4_500, 1);
    tables.add(0, 20_000, "w002", 3, 1);
    tables.frontier(0, 9, 20_000);
    try (TidelineClient client = open()) {
      TopAnswer answer = client.top(2);
      assertThat(answer.words()).extracting(TopAnswer.Word::term).containsExactly("w100", "w500");
      assertThat(answer.rankingRows()).isEqualTo(32);
      assertThat(answer.countRows()).isEqualTo(2);
      // All rows, many times as many as are read at once.
      assertThat(top(client, 500)).isEqualTo(sorted(client));
    }
  }

  @Test
  void answersFromRealtimeAloneBeforeTheFirstGeneration() throws IOException {
    try (TidelineClient client = open()) {
      assertThat(top(client, 3)).isEmpty();
      tables.add(0, 10_000, "sea", 3, 2);
      tables.add(1, 20_000, "whale", 4, 1);
      tables.frontier(0, 5, 10_000);
      tables.frontier(1, 6, 20_000);
      client.await(Map.of(0, 5L, 1, 6L), 5_000);
      assertThat(top(client, 3)).containsExactly("whale 4 1", "sea 3 2");
    }
  }

  /** What is kept between questions must be what would be read anew. */
  @Test
  void staysExactWhileTheLogMoves() throws IOException {
    Random random = new Random(11);
    Map<String, WordCount> batch = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      batch.put("w" + i, new WordCount(1 + random.nextInt(40), 1));
    }
    long cut = DAY - 2 * BUCKET;
    tables.publish(1, cut, batch);
    long[] bucket = {cut, cut};
    long[] position = {0, 0};
    Map<String, Long> segment = new HashMap<>();
    try (TidelineClient client = open()) {
      for (int step = 0; step < 60; step++) {
        // One partition rests most of the time, and the buckets pass midnight.
        int partition = random.nextInt(8) == 0 ? 1 : 0;
        if (random.nextInt(4) == 0) {
          bucket[partition] += BUCKET * (1 + random.nextInt(2));
          segment.keySet().removeIf(key -> key.startsWith(partition + " "));
        }
        for (int i = 0; i < 5; i++) {
          String term = "w" + random.nextInt(80);
          long total = segment.merge(partition + " " + term, random.nextInt(13) - 5L, Long::sum);
          tables.add(partition, bucket[partition], term, total, 0);
        }
        position[partition] += 3;
        tables.frontier(partition, position[partition], bucket[partition] + BUCKET / 2);
        client.await(Map.of(partition, position[partition]), 5_000);
        int n = 1 + random.nextInt(90);
        assertThat(top(client, n))
            .as("top %d after step %d", n, step)
            .isEqualTo(sorted(client).stream().limit(n).toList());
      }
    }
  }

  @Test
  void beginsAgainAtANewCut() throws IOException {
    tables.publish(1, 20_000, Map.of("whale", new WordCount(8, 2)));
    tables.add(0, 20_000, "whale", 1, 1);
    tables.add(0, 30_000, "whale", 2, 1);
    tables.frontier(0, 9, 30_000);
    tables.frontier(1, 9, 30_000);
    try (TidelineClient client = open()) {
      assertThat(top(client, 1)).containsExactly("whale 11 4");
      tables.publish(2, 30_000, Map.of("whale", new WordCount(9, 3)));
      client.reading();
      TopAnswer answer = client.top(1);
      assertThat(answer.reading().generation()).isEqualTo(2);
      assertThat(answer.words().get(0).count().realtime()).isEqualTo(new WordCount(2, 1));
      // And back, as a rollback does it.
      tables.serve(1, 20_000, 0);
      client.reading();
      assertThat(top(client, 1)).containsExactly("whale 11 4");
    }
  }

  @Test
  void startsAgainWhenItsTablesAreDropped() throws IOException {
    tables.publish(1, 10_000, Map.of("whale", new WordCount(10, 5)));
    tables.add(0, 10_000, "whale", 1, 1);
    tables.frontier(0, 1, DAY);
    tables.frontier(1, 1, DAY);
    try (TidelineClient client = open()) {
      assertThat(top(client, 1)).containsExactly("whale 11 6");
      tables.createWords(2, DAY, Map.of("whale", new WordCount(12, 6)));
      tables.serve(2, DAY, DAY);
      tables.drop(tables.names.ranking(1));
      tables.drop(tables.names.realtime(1, 0));
      assertThat(top(client, 1)).containsExactly("whale 12 6");
    }
  }
}
