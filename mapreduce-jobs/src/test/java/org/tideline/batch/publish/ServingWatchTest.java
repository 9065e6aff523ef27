package org.tideline.batch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.time.Cut;

class ServingWatchTest {
  private static final Serving SECOND =
      new Serving(5, 2, cut(2_000), 1, List.of(1, 2), 1_000, Verdict.MATCH);

  private static Cut cut(long ingestTime) {
    return new Cut(ingestTime, Map.of(0, ingestTime));
  }

  private static Serving third() {
    Manifest manifest = new Manifest(3, cut(3_000), 1, 2, 0, RunKind.FULL);
    return SECOND.publishing(manifest, Verdict.MATCH);
  }

  private static long unread(Serving seen, Serving before, Serving after) {
    long longAgo = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    return new ServingWatch(Optional.of(seen), longAgo).unread(before, after);
  }

  private static void assertUnread(long millis) {
    assertThat(millis).isBetween(60_000L, 120_000L);
  }

  @Test
  void nobodyBeganWithWhatDidNotServeAllTheTime() {
    assertUnread(unread(SECOND, SECOND, SECOND));
    assertUnread(unread(SECOND, third(), third().keeping(List.of(2, 3), 2_000)));
    assertThat(third().kept()).containsExactly(1, 2, 3);
  }

  @Test
  void whatServedMeanwhileMayBeRead() {
    // Both the generation, and the realtime views from its cut on.
    assertThat(unread(SECOND, third(), third().keeping(List.of(3), 2_000))).isZero();
    assertThat(unread(SECOND, third(), third().keeping(List.of(2, 3), 2_001))).isZero();
  }

  @Test
  void otherChangesMayHaveLetAnyOfThemServe() {
    Serving back = SECOND.turningTo(1, 1, cut(1_000), Verdict.MATCH);
    Serving forth = back.turningTo(2, 1, cut(2_000), Verdict.MATCH);
    assertThat(unread(SECOND, back, back)).isZero();
    assertThat(unread(SECOND, forth, forth)).isZero();
  }

  @Test
  void whoHasSeenNothingCannotTell() {
    assertThat(ServingWatch.NONE.unread(SECOND, SECOND)).isZero();
  }
}
