package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.hbase.KeyValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segmentation;

/**
 * Every kind of answer, over a real HBase, while some of what it needs stands in live blocks only,
 * some in rows only, some in both, and across the edges of segments, buckets and periods.
 */
class LiveBlocksIT {
  private static final AtomicInteger NAMESPACE = new AtomicInteger();
  private static final long START = 1_700_000_000_000L;
  private static final int STEPS = 40;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void answersAreThoseOfAllRecordsThatAreReadable(long seed) throws IOException {
    Random random = new Random(seed);
    RandomChanges changes = new RandomChanges(seed, "d", "w");
    Map<String, String> settings =
        Map.of(
            "tideline.analyzer", "letter",
            "tideline.bucket.size", "1s",
            "tideline.segment.records", "7",
            "tideline.realtime.period", "3s");
    try (TestTables tables = TestTables.create("live" + NAMESPACE.incrementAndGet(), settings);
        TermAnalyzer analyzer = TermAnalyzer.named("letter")) {
      tables.openEpoch(0);
      TestLog log = new TestLog(tables, new Segmentation(new Buckets(1_000), 7), analyzer);
      long now = START;
      try (TidelineClient client = TidelineClient.open(tables.configuration())) {
        for (int step = 0; step < STEPS; step++) {
          for (int i = random.nextInt(6); i >= 0; i--) {
            now += random.nextInt(300);
            log.append(now, changes.next());
          }
          log.flush(random.nextInt(4) > 0 ? Tier.LIVE : Tier.SETTLED);
          if (random.nextInt(4) == 0) {
            log.settle(random.nextBoolean());
          }
          if (random.nextInt(3) == 0) {
            log.deleteBlocks();
          }
          if (step == STEPS / 2) {
            publish(tables, log.records(), now / 1_000 * 1_000);
          }
          client.await(log.end(), 5_000);
          compare(client, log, changes);
        }
      }
    }
  }

  private static void publish(TestTables tables, Map<Integer, List<LogRecord>> log, long cut)
      throws IOException {
    Map<Integer, Long> positions = new TreeMap<>();
    log.forEach(
        (partition, records) ->
            positions.put(
                partition,
                records.stream().filter(record -> record.logAppendTime() < cut).count()));
    ReferenceView below = ReferenceView.below(positions, log, Tokenisation.LETTER);
    long stamp = new Cut(cut, positions).stamp();
    Map<String, WordCount> counts = new HashMap<>();
    List<KeyValue> index = new ArrayList<>();
    new TreeMap<>(below.words())
        .forEach(
            (word, count) -> {
              counts.put(word, count);
              index.add(PostingsBlock.cell(TestLog.bytes(word), below.postings(word), stamp));
            });
    tables.createWords(1, cut, counts);
    tables.createIndex(1, index);
    tables.serve(1, cut, 0);
  }

  private static void compare(TidelineClient client, TestLog log, RandomChanges changes)
      throws IOException {
    ReferenceView all = ReferenceView.of(log.records(), Tokenisation.LETTER);
    List<String> words = new ArrayList<>(changes.words());
    words.add("neverwritten");
    List<CountAnswer> counts = client.counts(words);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      assertThat(counts.get(i).count().total()).as(word).isEqualTo(all.count(word));
      assertThat(client.count(word).count().total()).as(word).isEqualTo(all.count(word));
      assertThat(ids(client, word)).as(word).isEqualTo(ids(all, word));
    }
    assertThat(exportedCounts(client)).isEqualTo(all.words());
    assertThat(exportedPostings(client)).isEqualTo(all.postings());
    assertThat(client.search(new SearchRequest("w*", 99, Optional.empty(), false)).hits())
        .extracting(SearchAnswer.Hit::id)
        .containsExactlyInAnyOrderElementsOf(
            words.stream().flatMap(word -> ids(all, word).stream()).distinct().toList());
    assertThat(client.top(3).words().stream().map(TopAnswer.Word::term).toList())
        .isEqualTo(most(all, 3));
  }

  private static List<String> ids(TidelineClient client, String word) throws IOException {
    return client.search(new SearchRequest(word, 99, Optional.empty(), false)).hits().stream()
        .map(SearchAnswer.Hit::id)
        .sorted()
        .toList();
  }

  private static List<String> ids(ReferenceView view, String word) {
    return view.postings(word).stream().map(Posting::document).sorted().toList();
  }

  private static List<String> most(ReferenceView view, int n) {
    Comparator<Map.Entry<String, WordCount>> order =
        Comparator.comparing(entry -> -entry.getValue().occurrences());
    return view.words().entrySet().stream()
        .sorted(
            order.thenComparing(entry -> TestLog.bytes(entry.getKey()), Arrays::compareUnsigned))
        .limit(n)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, WordCount> exportedCounts(TidelineClient client) throws IOException {
    Map<String, WordCount> counts = new HashMap<>();
    try (WordCountExport export = client.exportWordCount()) {
      for (Optional<WordCountExport.Row> row = export.next();
          row.isPresent();
          row = export.next()) {
        counts.put(row.get().term(), row.get().count().total());
      }
    }
    return counts;
  }

  private static SortedMap<String, List<Posting>> exportedPostings(TidelineClient client)
      throws IOException {
    SortedMap<String, List<Posting>> postings = new TreeMap<>();
    try (PostingsExport export = client.exportPostings()) {
      for (Optional<PostingsExport.Row> row = export.next(); row.isPresent(); row = export.next()) {
        List<Posting> ofTerm = new ArrayList<>();
        row.get().postings().forEachRemaining(ofTerm::add);
        postings.put(row.get().term(), ofTerm);
      }
    }
    return postings;
  }
}
