package org.tideline.views.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.InvertedDocument;
import org.tideline.views.posting.Posting;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * The batch views of words and postings at one cut, built as the batch layer builds them, by the
 * views' own code.
 */
record Generation(Cut cut, Map<String, WordCount> words, Map<String, SortedSet<Posting>> postings) {

  /** Generation 0: empty, at the start of the log. */
  static Generation empty(Map<Integer, Long> starts) {
    return new Generation(new Cut(0, starts), Map.of(), Map.of());
  }

  /** All records below the cut: the winner of every document, then the sum over their texts. */
  static Generation build(Cut cut, Map<Integer, List<LogRecord>> log, TermAnalyzer analyzer) {
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
    WordTotals totals = new WordTotals(analyzer);
    winners.values().forEach(winner -> winner.text().ifPresent(totals::add));
    Map<String, WordCount> words = new HashMap<>();
    totals.drain(
        (term, occurrences, documents) ->
            words.put(term.utf8ToString(), new WordCount(occurrences, documents)));
    Map<String, SortedSet<Posting>> postings = new HashMap<>();
    winners.forEach(
        (id, winner) ->
            winner
                .text()
                .ifPresent(text -> invert(id, InvertedDocument.of(analyzer, text), postings)));
    return new Generation(cut, words, postings);
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
