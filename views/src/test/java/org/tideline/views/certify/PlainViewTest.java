package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.ReferenceWindows;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowSize;

/** The plain recount is the reference, and what both layers keep has the same checksums. */
class PlainViewTest {
  private static final KeyRanges ONE = KeyRanges.startingAt(List.of());
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private final List<LogRecord> log = new ArrayList<>();
  private final Map<String, DocumentVersion> current = new TreeMap<>();

  private void append(RandomChanges changes, int count, WordTotals deltas) {
    for (int i = 0; i < count; i++) {
      LogRecord record = new LogRecord(log.size(), 0, changes.next());
      log.add(record);
      record.change().version(record.position()).ifPresent(version -> note(version, deltas));
    }
  }

  private void note(DocumentVersion version, WordTotals deltas) {
    DocumentVersion before = current.get(version.id());
    if (before == null || PlainView.current(before, version) == version) {
      if (before != null) {
        before.text().ifPresent(deltas::subtract);
      }
      version.text().ifPresent(deltas::add);
      current.put(version.id(), version);
    }
  }

  private Checksum recount(PlainView view, TermAnalyzer analyzer) throws Exception {
    RangeSums sums = new RangeSums(ONE, Set.of(Side.RECOUNT));
    for (DocumentVersion version : current.values()) {
      view.recount(version, analyzer, ZONE, sums, Side.RECOUNT);
    }
    return sums.of(Side.RECOUNT, 0);
  }

  private static Checksum of(WordTotals totals) {
    RangeSums sums = new RangeSums(ONE, Set.of(Side.REALTIME));
    totals.drain(
        (term, occurrences, documents) ->
            sums.accept(term, new long[] {occurrences, documents}, Side.REALTIME));
    return sums.of(Side.REALTIME, 0);
  }

  @Property(tries = 300)
  void baseAndDeltasHaveTheChecksumOfTheRecount(@ForAll long seed) throws Exception {
    RandomChanges changes = new RandomChanges(seed, "d", "w");
    try (TermAnalyzer analyzer = TermAnalyzer.named("letter")) {
      append(changes, 40, new WordTotals(analyzer));
      Checksum base = recount(PlainView.WORDS, analyzer);
      WordTotals deltas = new WordTotals(analyzer);
      append(changes, 40, deltas);
      Checksum merged = base.plus(of(deltas));
      assertThat(merged.agrees(recount(PlainView.WORDS, analyzer))).isTrue();
      assertThat(merged.agrees(recount(PlainView.RANKING, analyzer))).isTrue();

      WordTotals more = new WordTotals(analyzer);
      more.add("w");
      assertThat(merged.plus(of(more)).agrees(recount(PlainView.WORDS, analyzer))).isFalse();
    }
  }

  @Property(tries = 300)
  void recountIsTheReference(@ForAll long seed) throws Exception {
    try (TermAnalyzer analyzer = TermAnalyzer.named("letter")) {
      append(new RandomChanges(seed, "d", "w"), 60, new WordTotals(analyzer));
      ReferenceView reference = ReferenceView.of(Map.of(0, log), Tokenisation.LETTER);

      RangeSums words = new RangeSums(ONE, Set.of(Side.RECOUNT));
      reference
          .words()
          .forEach(
              (word, count) ->
                  words.accept(
                      new BytesRef(word),
                      new long[] {count.occurrences(), count.documents()},
                      Side.RECOUNT));
      assertThat(words.of(Side.RECOUNT, 0).agrees(recount(PlainView.WORDS, analyzer))).isTrue();

      RangeSums postings = new RangeSums(ONE, Set.of(Side.RECOUNT));
      reference
          .postings()
          .forEach((word, list) -> list.forEach(posting -> add(postings, word, posting)));
      assertThat(postings.of(Side.RECOUNT, 0)).isEqualTo(recount(PlainView.POSTINGS, analyzer));

      assertThat(
              windows(reference).of(Side.RECOUNT, 0).agrees(recount(PlainView.WINDOWS, analyzer)))
          .isTrue();

      Map<String, DocumentVersion> standing = new HashMap<>(current);
      standing.values().removeIf(version -> version.content().isEmpty());
      assertThat(standing.keySet()).isEqualTo(reference.documents().keySet());
    }
  }

  /** Those of all words and of all documents; each pair once, as the recount does not. */
  private RangeSums windows(ReferenceView reference) {
    ReferenceWindows windows = new ReferenceWindows(Map.of(0, log), new EventBounds(0, 0), ZONE);
    Map<BytesRef, ReferenceWindows.Counted> rows = new HashMap<>();
    reference
        .words()
        .keySet()
        .forEach(
            word -> rows.put(new BytesRef(word), ReferenceWindows.word(word, Tokenisation.LETTER)));
    rows.put(new BytesRef(AllDocuments.row()), ReferenceWindows.documents(Tokenisation.LETTER));
    RangeSums sums = new RangeSums(ONE, Set.of(Side.RECOUNT));
    rows.forEach(
        (row, counted) -> {
          for (WindowSize size : WindowSize.values()) {
            windows
                .windows(counted, size, LatePolicy.UPDATE, Map.of(0, 0L))
                .forEach((start, window) -> add(sums, row, size, start, window.count()));
          }
        });
    return sums;
  }

  private static void add(
      RangeSums sums, BytesRef row, WindowSize size, long start, WordCount count) {
    BytesRef key = WindowKey.of(row, size, Math.floorDiv(start, 60_000));
    sums.accept(key, new long[] {count.occurrences(), count.documents()}, Side.RECOUNT);
  }

  private static void add(RangeSums sums, String word, Posting posting) {
    long positions = StableHash.ofPositions(posting.positions(), 0, posting.frequency());
    sums.accept(
        PlainView.postingKey(new BytesRef(word), new BytesRef(posting.document())),
        new long[] {posting.frequency(), posting.length(), positions},
        Side.RECOUNT);
  }
}
