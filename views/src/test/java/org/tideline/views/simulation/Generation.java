package org.tideline.views.simulation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.InvertedDocument;
import org.tideline.views.posting.Posting;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;
import org.tideline.views.window.WindowTotals;
import org.tideline.views.window.WindowedWords;

/** The batch views at one cut, built as the batch layer builds them, by the views' own code. */
record Generation(
    Cut cut,
    Map<String, WordCount> words,
    Map<String, WindowTotals> minutes,
    Map<String, SortedSet<Posting>> postings,
    List<TimelineEntry> timeline,
    Map<String, Map<BytesRef, BytesRef>> views) {

  /** Generation 0: empty, at the start of the log. */
  static Generation empty(Map<Integer, Long> starts) {
    return new Generation(new Cut(0, starts), Map.of(), Map.of(), Map.of(), List.of(), Map.of());
  }

  /** All records below the cut: the winner of every document, then the sum over their texts. */
  static Generation build(
      Cut cut, Map<Integer, List<LogRecord>> log, TermAnalyzer analyzer, Views kept) {
    Map<String, DocumentVersion> winners = new HashMap<>();
    log.forEach(
        (partition, records) ->
            records.stream()
                .filter(record -> cut.covers(partition, record.position()))
                .flatMap(record -> record.change().version(record.position()).stream())
                .forEach(
                    version ->
                        winners.merge(
                            version.id(),
                            version,
                            (a, b) -> b.version().supersedes(a.version()) ? b : a)));
    WindowedWords totals = new WindowedWords(analyzer);
    winners
        .values()
        .forEach(
            winner ->
                winner.text().ifPresent(text -> totals.add(text, winner.version().eventTime())));
    Map<String, WordCount> words = new HashMap<>();
    Map<String, WindowTotals> minutes = new HashMap<>();
    totals.forEach(
        (term, byMinute) -> {
          words.put(term.utf8ToString(), byMinute.total());
          minutes.put(term.utf8ToString(), byMinute);
        });
    List<TimelineEntry> timeline =
        winners.values().stream()
            .filter(winner -> winner.content().isPresent())
            .map(
                winner ->
                    new TimelineEntry(
                        new TimelinePlace(winner.version().eventTime(), winner.id()),
                        winner.version().position(),
                        true))
            .sorted(Comparator.comparing(TimelineEntry::place))
            .toList();
    Map<String, SortedSet<Posting>> postings = new HashMap<>();
    winners.forEach(
        (id, winner) ->
            winner
                .text()
                .ifPresent(text -> invert(id, InvertedDocument.of(analyzer, text), postings)));
    Map<String, Map<BytesRef, BytesRef>> views = new TreeMap<>();
    kept.forEach(view -> views.put(view.name(), sums(view, winners.values())));
    return new Generation(cut, words, minutes, postings, timeline, views);
  }

  private static Map<BytesRef, BytesRef> sums(
      EncodedView view, Collection<DocumentVersion> winners) {
    Map<BytesRef, BytesRef> sums = new TreeMap<>();
    for (DocumentVersion winner : winners) {
      view.pairs(winner).forEach((key, value) -> sums.merge(key, value, view::plus));
    }
    sums.values().removeIf(view::isZero);
    return sums;
  }

  private static void invert(
      String id, InvertedDocument inverted, Map<String, SortedSet<Posting>> postings) {
    inverted.forEachTerm(
        (term, positions, count) ->
            postings
                .computeIfAbsent(term.utf8ToString(), key -> new TreeSet<>())
                .add(new Posting(id, inverted.length(), Arrays.copyOf(positions, count))));
  }

  /**
   * The greatest cut that the log allows now: at the greatest bucket edge that every partition has
   * reached, and per partition the first position with a LogAppendTime at or after it. Every
   * partition must have a record.
   */
  static Cut freeze(SimulatedLog log, Buckets buckets) {
    long least =
        log.records().keySet().stream()
            .map(log::ingestTime)
            .mapToLong(OptionalLong::orElseThrow)
            .min()
            .orElseThrow();
    return cutAt(buckets.start(least), log);
  }

  /** The cut at an edge that every partition has reached. */
  static Cut cutAt(long edge, SimulatedLog log) {
    Map<Integer, Long> positions = new TreeMap<>();
    for (int partition : log.records().keySet()) {
      positions.put(partition, log.firstAtOrAfter(partition, edge).orElseThrow());
    }
    return new Cut(edge, positions);
  }
}
