package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Tally;
import org.tideline.views.search.FoundVersion;
import org.tideline.views.time.Cut;
import org.tideline.views.window.EventClock;

class KeptVersionsTest {
  private static final long CUT = 20_000;
  private static final FoundVersion BY_BATCH =
      new FoundVersion(new TreeMap<>(), OptionalLong.empty());

  private final KeptVersions kept = new KeptVersions(1 << 20);

  /** The cut is at position 5. */
  private static Snapshot snapshot(int epoch, long cut, long frontier) {
    return new Snapshot(
        new Serving(1, 1, new Cut(cut, Map.of(0, 5L)), epoch, List.of(1), 0, Verdict.UNPROVEN),
        new Epoch(epoch, "log", "topic-id", Map.of(0, 0L), 0, Map.of()),
        Map.of(0, new Frontier(frontier, cut, Tally.ZERO, EventClock.START)),
        Map.of(),
        Map.of(),
        new TreeMap<>(),
        System.nanoTime());
  }

  private static FoundVersion byRealtime(long position) {
    return new FoundVersion(new TreeMap<>(), OptionalLong.of(position));
  }

  private static Stamped<DocumentVersion> version(long stamp, long position) {
    return new Stamped<>(
        stamp,
        new DocumentVersion(
            "a", new Version(position, position), Optional.of(new Content(Map.of(), "whale"))));
  }

  @Test
  void keepsAVersionUnderItsPosition() {
    Snapshot snapshot = snapshot(1, CUT, 9);
    Stamped<DocumentVersion> version = version((CUT << 20) + 8, 7);
    kept.keep(snapshot, byRealtime(7), version);
    assertThat(kept.version(snapshot, "a", byRealtime(7))).contains(version);
    // Whatever the cut and the frontiers are by now.
    assertThat(kept.version(snapshot(1, 2 * CUT, 99), "a", byRealtime(7))).contains(version);
    assertThat(kept.version(snapshot, "a", byRealtime(8))).isEmpty();
    assertThat(kept.version(snapshot, "b", byRealtime(7))).isEmpty();
    assertThat(kept.version(snapshot, "a", BY_BATCH)).isEmpty();
    assertThat(kept.version(snapshot(2, CUT, 9), "a", byRealtime(7))).isEmpty();
  }

  @Test
  void keepsTheVersionOfACut() {
    Snapshot snapshot = snapshot(1, CUT, 9);
    Stamped<DocumentVersion> version = version((CUT << 20) - 1, 3);
    kept.keep(snapshot, BY_BATCH, version);
    assertThat(kept.version(snapshot, "a", BY_BATCH)).contains(version);
    assertThat(kept.version(snapshot(1, 2 * CUT, 9), "a", BY_BATCH)).isEmpty();
    assertThat(kept.version(snapshot(2, CUT, 9), "a", BY_BATCH)).isEmpty();
  }

  @Test
  void doesNotKeepWhatTookThePlaceOfTheVersionThatWasFound() {
    Snapshot snapshot = snapshot(1, CUT, 9);
    kept.keep(snapshot, byRealtime(7), version((CUT << 20) + 9, 8));
    assertThat(kept.version(snapshot, "a", byRealtime(7))).isEmpty();
    kept.keep(snapshot, BY_BATCH, version(CUT << 20, 8));
    assertThat(kept.version(snapshot, "a", BY_BATCH)).isEmpty();
  }

  @Test
  void doesNotKeepAVersionBelowTheCutWhileALaterOneMayCome() {
    Snapshot behind = snapshot(1, CUT, 4);
    kept.keep(behind, BY_BATCH, version(12, 3));
    assertThat(kept.version(behind, "a", BY_BATCH)).isEmpty();
  }
}
