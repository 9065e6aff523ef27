package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;

/**
 * A reader who asks 200 times a second sees the same counts while generations are published and
 * taken back: documents lie on both sides of every cut, and which side answers for which of them
 * changes all the time.
 */
class PublicationIT {
  private static final int CUTS = 14;
  private static final int CHANGES = 20;
  private static final long PERIOD_MICROS = 5_000;
  private static final WordCount WHALES = new WordCount(2 * (CUTS + 1), CUTS + 1);

  private static long cut(int generation) {
    return 10_000L * generation;
  }

  /** A document in the bucket before each cut, and one after the last. */
  private static void prepare(TestTables tables) throws IOException {
    tables.openEpoch(0);
    for (int bucket = 0; bucket <= CUTS; bucket++) {
      tables.add(bucket % 2, cut(bucket), "whale", 2, 1);
      tables.add(bucket % 2, cut(bucket), "only" + bucket, 1, 1);
    }
    tables.frontier(0, 100, cut(CUTS));
    tables.frontier(1, 100, cut(CUTS));
    for (int generation = 1; generation <= CUTS; generation++) {
      Map<String, WordCount> counts = new HashMap<>();
      counts.put("whale", new WordCount(2L * generation, generation));
      for (int bucket = 0; bucket < generation; bucket++) {
        counts.put("only" + bucket, new WordCount(1, 1));
      }
      tables.createWords(generation, cut(generation), counts);
    }
  }

  private static Cut at(int generation) {
    return new Cut(cut(generation), Map.of(0, 0L, 1, 0L));
  }

  /** Asks until it is stopped, and notes what is wrong. */
  private static final class Asking implements AutoCloseable {
    private final TidelineClient client;
    private final Random random = new Random(7);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();

    Asking(TidelineClient client) {
      this.client = client;
      clock.scheduleAtFixedRate(this::ask, 0, PERIOD_MICROS, TimeUnit.MICROSECONDS);
    }

    private void ask() {
      try {
        String only = "only" + random.nextInt(CUTS + 1);
        List<CountAnswer> answers = client.counts(List.of("whale", only));
        check(answers.get(0), WHALES);
        check(answers.get(1), new WordCount(1, 1));
        seen.add(answers.get(0).reading().generation());
        asked.incrementAndGet();
      } catch (IOException | RuntimeException e) {
        wrong.add(e.toString());
      }
    }

    private void check(CountAnswer answer, WordCount expected) {
      if (!answer.count().total().equals(expected)) {
        wrong.add("%s, expected %s".formatted(answer, expected));
      }
    }

    /** Lets so many more questions be answered. */
    void awaitQuestions(long more) {
      long until = asked.get() + more;
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .pollInterval(5, TimeUnit.MILLISECONDS)
          .until(() -> asked.get() >= until || !wrong.isEmpty());
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }

  @Test
  void nobodySeesAGenerationWithAnotherOnesCut() throws IOException {
    try (TestTables tables = TestTables.create("publication", Map.of())) {
      prepare(tables);
      try (TidelineClient client = TidelineClient.open(tables.configuration());
          Asking asking = new Asking(client)) {
        List<Integer> served = new ArrayList<>(List.of(0));
        int newest = 0;
        for (int change = 0; change < CHANGES; change++) {
          if (change % 3 == 2) {
            // To the one before, and every second time to the first that is kept.
            boolean far = change % 2 == 1;
            tables.change(
                row -> {
                  int other = far ? row.kept().get(0) : row.previous().orElseThrow();
                  served.add(other);
                  return row.turningTo(other, 1, at(other), Verdict.MATCH);
                });
          } else {
            newest++;
            int next = newest;
            tables.change(
                row ->
                    row.publishing(
                        new Manifest(next, at(next), 1, row.generation(), 1, RunKind.FULL),
                        Verdict.MATCH));
            served.add(next);
          }
          asking.awaitQuestions(20);
          assertThat(asking.wrong).isEmpty();
        }
        assertThat(asking.seen).isEqualTo(new HashSet<>(served));
        System.out.printf(
            "%d questions through %d changes, generations %s%n",
            asking.asked.get(), CHANGES, served);
      }
    }
  }
}
