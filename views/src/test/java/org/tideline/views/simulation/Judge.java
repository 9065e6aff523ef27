package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.Tally;
import org.tideline.views.reference.ReferenceView;

/** Compares what a reader gets with the reference, at rest and on the move. */
final class Judge {
  private final SimulatedLog log;
  private final SimulatedTables tables;
  private final Function<String, List<String>> tokenisation;
  private final Prefixes prefixes;

  Judge(SimulatedLog log, SimulatedTables tables, Function<String, List<String>> tokenisation) {
    this.log = log;
    this.tables = tables;
    this.tokenisation = tokenisation;
    this.prefixes = new Prefixes(log, tokenisation);
  }

  /**
   * While the log moves: what every partition has added to {@code word} since the cut, as {@code
   * reader} found it, is what some prefix of it has added, that ends at the frontier that the
   * reader knew or later.
   */
  void requirePrefix(Reader reader, String word) {
    Generation generation = reader.generation();
    for (int partition : log.records().keySet()) {
      long cut = generation.cut().positions().get(partition);
      WordCount found = reader.sinceCut(partition, word);
      WordCount atCut = prefixes.below(partition, cut).count(word);
      boolean prefix =
          ends(partition, Math.max(cut, reader.frontier(partition)))
              .mapToObj(end -> prefixes.below(partition, end).count(word))
              .anyMatch(value -> value.plus(atCut.negate()).equals(found));
      if (!prefix) {
        throw Violation.unsafe(
            "row \"%s\" of partition %d since cut %s: found %s, which is no prefix between frontier %d and end %d"
                .formatted(
                    word,
                    partition,
                    generation.cut(),
                    found,
                    reader.frontier(partition),
                    log.end(partition)));
      }
    }
  }

  /** The same for the postings of {@code word}, together with those of the batch view. */
  void requirePrefixOfPostings(Reader reader, String word) {
    Generation generation = reader.generation();
    for (int partition : log.records().keySet()) {
      long cut = generation.cut().positions().get(partition);
      List<Posting> found = reader.postings(partition, log, word);
      boolean prefix =
          ends(partition, Math.max(cut, reader.frontier(partition)))
              .mapToObj(end -> prefixes.below(partition, end).postings(word))
              .anyMatch(found::equals);
      if (!prefix) {
        throw Violation.unsafe(
            "postings of \"%s\" in partition %d at cut %s: found %s, which is no prefix between frontier %d and end %d"
                .formatted(
                    word,
                    partition,
                    generation.cut(),
                    found,
                    reader.frontier(partition),
                    log.end(partition)));
      }
    }
  }

  /** The same for the newest version of a document. */
  void requirePrefixOf(String id) {
    Optional<Document> found = document(id);
    // Only one partition has the document; in the others it stands in no prefix.
    boolean prefix =
        log.records().keySet().stream()
            .filter(partition -> mentions(partition, id))
            .allMatch(
                partition ->
                    ends(partition, frontier(partition))
                        .mapToObj(end -> prefixes.below(partition, end).documents().get(id))
                        .anyMatch(value -> Optional.ofNullable(value).equals(found)));
    if (!prefix) {
      throw Violation.unsafe(
          "document \"%s\": found %s, which is current in no prefix between frontier and end"
              .formatted(id, found));
    }
  }

  private boolean mentions(int partition, String id) {
    return log.records(partition).stream()
        .flatMap(record -> record.change().version(record.position()).stream())
        .anyMatch(version -> version.id().equals(id));
  }

  private LongStream ends(int partition, long least) {
    return LongStream.concat(
        LongStream.of(least),
        log.records(partition).stream()
            .mapToLong(LogRecord::position)
            .filter(position -> position >= least)
            .map(position -> position + 1));
  }

  private long frontier(int partition) {
    return tables.frontier(partition).map(Frontier::position).orElse(log.start(partition));
  }

  private Optional<Document> document(String id) {
    return tables
        .document(id)
        .flatMap(
            version ->
                version
                    .content()
                    .map(
                        content ->
                            new Document(
                                id,
                                version.version().eventTime(),
                                content.attributes(),
                                content.text())));
  }

  /** At rest: every answer at every cut is that of the reference over all records. */
  void requireReference(List<Generation> generations, Set<String> words, Set<String> ids) {
    ReferenceView all = ReferenceView.of(log.records(), tokenisation);
    Set<String> asked = new HashSet<>(words);
    asked.addAll(all.words().keySet());
    asked.add("neverwritten");
    for (Generation generation : generations) {
      Reader reader = new Reader(tables, log, generation).readRows(asked).readBlocks();
      for (String word : asked) {
        requireEqual(
            "count of \"%s\" at cut %s".formatted(word, generation.cut()),
            all.count(word),
            reader.count(word).total());
        requireEqual(
            "postings of \"%s\" at cut %s".formatted(word, generation.cut()),
            all.postings(word),
            reader.postings(word));
      }
    }
    for (String id : ids) {
      requireEqual(
          "document \"%s\"".formatted(id),
          Optional.ofNullable(all.documents().get(id)),
          document(id));
    }
    requireTally(all);
    requireEqual("cells whose writers disagree", List.of(), tables.disagreements());
  }

  private void requireTally(ReferenceView all) {
    Tally sum = Tally.ZERO;
    List<Outcome> outcomes = new ArrayList<>();
    for (int partition : log.records().keySet()) {
      Optional<Frontier> frontier = tables.frontier(partition);
      Tally tally = frontier.map(Frontier::tally).orElse(Tally.ZERO);
      requireEqual(
          "ingest time of partition " + partition,
          log.ingestTime(partition).orElse(0),
          frontier.map(Frontier::maxIngestTime).orElse(0L));
      sum = sum.plus(tally);
      outcomes.addAll(tables.outcomes(partition));
    }
    requireEqual("superseded versions", all.superseded(), sum.superseded());
    requireEqual("quarantined records", all.quarantined(), sum.quarantined());
    requireEqual("outcomes", sum.superseded() + sum.quarantined(), (long) outcomes.size());
    requireEqual("current documents", (long) all.documents().size(), sum.documents());
    requireEqual("occurrences", all.occurrences(), sum.occurrences());
  }

  /** Per partition, the stamp below which everything is settled. */
  Map<Integer, Long> settledStamps() {
    Map<Integer, Long> stamps = new TreeMap<>();
    for (int partition : log.records().keySet()) {
      tables.settled(partition).ifPresent(settled -> stamps.put(partition, settled.stamp()));
    }
    return stamps;
  }

  /**
   * Where nothing ever failed, no piece is left beside its fold, and no live block below what was
   * settled a while ago.
   */
  void requireNoLeftovers(Map<Integer, Long> settledLongAgo) {
    requireEqual("pieces beside their fold", List.of(), tables.leftoverPieces());
    settledLongAgo.forEach(
        (partition, stamp) ->
            requireEqual(
                "settled live blocks of partition " + partition,
                List.of(),
                tables.blocksBelow(partition, stamp)));
  }

  /** All that a reader of everything gets now. */
  List<Object> visible() {
    Set<String> words = tables.everyWord();
    Map<Integer, Long> starts = new TreeMap<>();
    log.records().keySet().forEach(partition -> starts.put(partition, log.start(partition)));
    Reader reader = new Reader(tables, log, Generation.empty(starts)).readRows(words).readBlocks();
    List<Object> visible = new ArrayList<>(tables.documentsAndOutcomes());
    for (String word : words) {
      visible.add(List.of(word, reader.totals(word, all -> true), reader.lastEntries(word)));
    }
    return visible;
  }

  /** Whether some document has versions on both sides of a cut. */
  boolean cutsThroughVersions(Generation generation) {
    Map<String, Set<Boolean>> sides = new TreeMap<>();
    log.records()
        .forEach(
            (partition, records) ->
                records.forEach(
                    record ->
                        record
                            .change()
                            .version(record.position())
                            .map(DocumentVersion::id)
                            .ifPresent(
                                id ->
                                    sides
                                        .computeIfAbsent(id, key -> new HashSet<>())
                                        .add(
                                            generation
                                                .cut()
                                                .covers(partition, record.position())))));
    return sides.values().stream().anyMatch(both -> both.size() == 2);
  }

  private static void requireEqual(String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      throw Violation.unsafe("%s: expected %s, found %s".formatted(what, expected, found));
    }
  }
}
