package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.merge.MergedWindow;
import org.tideline.views.posting.Posting;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.Tally;
import org.tideline.views.reference.RandomView;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.ReferenceWindows;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;
import org.tideline.views.window.WindowSize;

/** Compares what a reader gets with the reference, at rest and on the move. */
final class Judge {
  /** Each by both policies; all of them would take longer than all else. */
  private static final int WINDOWS_ASKED = 6;

  private final SimulatedLog log;
  private final SimulatedTables tables;
  private final Function<String, List<String>> tokenisation;
  private final Prefixes prefixes;
  private final EventRules rules;
  private final Random random;
  private final Set<Happening> happenings;
  private final RandomView view;
  private final EncodedView kept;
  private final PlainViews plain;

  Judge(
      SimulatedLog log,
      SimulatedTables tables,
      Function<String, List<String>> tokenisation,
      EventRules rules,
      Random random,
      Set<Happening> happenings,
      RandomView view,
      Views views) {
    this.log = log;
    this.tables = tables;
    this.tokenisation = tokenisation;
    this.rules = rules;
    this.random = random;
    this.happenings = happenings;
    this.view = view;
    this.kept = views.named(view.name()).orElseThrow();
    this.plain = new PlainViews(views, rules.calendar());
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
      requireEqual(
          "windows of \"%s\" of partition %d since cut %s"
              .formatted(word, partition, generation.cut()),
          found,
          reader.windowsSinceCut(partition, word));
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

  /** The same for the view at {@code key}, of which rows are all there is. */
  void requirePrefixOfView(Reader reader, String key) {
    Generation generation = reader.generation();
    BytesRef bytes = kept.key(key);
    for (int partition : log.records().keySet()) {
      long cut = generation.cut().positions().get(partition);
      String found = kept.printedValue(reader.viewSinceCut(kept, bytes, one -> one == partition));
      long atCut = valueBelow(partition, cut, key);
      boolean prefix =
          ends(partition, Math.max(cut, reader.frontier(partition)))
              .map(end -> view.difference(valueBelow(partition, end, key), atCut))
              .anyMatch(value -> found.equals(Long.toString(value)));
      if (!prefix) {
        throw Violation.unsafe(
            "%s at \"%s\" of partition %d since cut %s: found %s, which is no prefix between frontier %d and end %d"
                .formatted(
                    view,
                    key,
                    partition,
                    generation.cut(),
                    found,
                    reader.frontier(partition),
                    log.end(partition)));
      }
    }
  }

  private long valueBelow(int partition, long position, String key) {
    return view.of(prefixes.below(partition, position).documents().values()).getOrDefault(key, 0L);
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
      Reader reader = new Reader(tables, log, generation).readBlocks().readRows(asked);
      for (String word : asked) {
        requireEqual(
            "count of \"%s\" at cut %s".formatted(word, generation.cut()),
            all.count(word),
            reader.count(word).total());
        requireEqual(
            "count of \"%s\" as a view of its own, at cut %s".formatted(word, generation.cut()),
            all.count(word),
            plain.count(reader, word).orElse(all.count(word)));
        requireEqual(
            "postings of \"%s\" at cut %s".formatted(word, generation.cut()),
            all.postings(word),
            reader.postings(word));
      }
    }
    requireView(generations, words, all);
    for (String id : ids) {
      requireEqual(
          "document \"%s\"".formatted(id),
          Optional.ofNullable(all.documents().get(id)),
          document(id));
    }
    requireTally(all);
    requireEventTime(generations, asked, all);
    requireEqual("cells whose writers disagree", List.of(), tables.disagreements());
  }

  private void requireView(List<Generation> generations, Set<String> words, ReferenceView all) {
    Map<String, Long> expected = view.of(all.documents().values());
    for (Generation generation : generations) {
      Reader reader = new Reader(tables, log, generation);
      Map<String, Long> found = new TreeMap<>();
      for (String key : view.keys(words)) {
        BytesRef value = reader.view(kept, kept.key(key));
        if (!kept.isZero(value)) {
          found.put(key, Long.valueOf(kept.printedValue(value)));
        }
      }
      requireEqual("%s at cut %s".formatted(view, generation.cut()), expected, found);
    }
  }

  /** Windows by both policies, some of them at random; the timeline; the clocks; late records. */
  private void requireEventTime(
      List<Generation> generations, Set<String> words, ReferenceView all) {
    ReferenceWindows reference =
        new ReferenceWindows(log.records(), rules.bounds(), rules.calendar().zone());
    List<String> rows = new ArrayList<>(words);
    for (int i = 0; i < WINDOWS_ASKED; i++) {
      Generation generation = generations.get(random.nextInt(generations.size()));
      boolean documents = random.nextInt(4) == 0;
      String row =
          documents ? SimulatedTables.ALL_DOCUMENTS : rows.get(random.nextInt(rows.size()));
      ReferenceWindows.Counted counted =
          documents
              ? ReferenceWindows.documents(tokenisation)
              : ReferenceWindows.word(row, tokenisation);
      Reader reader = new Reader(tables, log, generation).readBlocks().readRows(Set.of(row));
      WindowSize size = WindowSize.values()[random.nextInt(WindowSize.values().length)];
      Set<Map<Long, ReferenceWindows.Shown>> different = new HashSet<>();
      for (LatePolicy policy : LatePolicy.values()) {
        Map<Long, ReferenceWindows.Shown> expected =
            reference.windows(counted, size, policy, generation.cut().positions());
        different.add(expected);
        if (expected.values().stream().anyMatch(window -> window.changesAfterClose() > 0)) {
          happenings.add(Happening.CHANGE_AFTER_CLOSE);
        }
        requireEqual(
            "%s windows of \"%s\" by %s at cut %s"
                .formatted(size, documents ? "all documents" : row, policy, generation.cut()),
            expected,
            shown(reader.windows(row, size, policy, rules.calendar())));
        if (policy == LatePolicy.UPDATE) {
          expected.forEach(
              (start, window) ->
                  requireEqual(
                      "%s window of \"%s\" at %d as a view of its own, at cut %s"
                          .formatted(size, row, start, generation.cut()),
                      window.count(),
                      plain
                          .window(reader, documents ? "" : row, size, start)
                          .orElse(window.count())));
        }
      }
      if (different.size() > 1) {
        happenings.add(Happening.DISCARDED);
      }
    }
    for (Generation generation : generations) {
      requireEqual(
          "timeline at cut " + generation.cut(),
          timeline(all),
          new Reader(tables, log, generation)
              .timeline().stream().map(TimelineEntry::place).toList());
    }
    requireClocks(reference);
  }

  private static Map<Long, ReferenceWindows.Shown> shown(List<MergedWindow> windows) {
    Map<Long, ReferenceWindows.Shown> shown = new TreeMap<>();
    for (MergedWindow window : windows) {
      shown.put(
          window.window().start(),
          new ReferenceWindows.Shown(window.count().total(), window.changesAfterClose()));
    }
    return shown;
  }

  private static List<TimelinePlace> timeline(ReferenceView all) {
    return all.documents().values().stream()
        .map(document -> new TimelinePlace(document.eventTime(), document.id()))
        .sorted()
        .toList();
  }

  private void requireClocks(ReferenceWindows reference) {
    for (int partition : log.records().keySet()) {
      if (reference.ahead(partition) > 0) {
        happenings.add(Happening.AHEAD);
      }
      List<String> late =
          reference.late().stream()
              .filter(record -> record.partition() == partition)
              .map(
                  record ->
                      "%s at %d, event time %d, W %d"
                          .formatted(
                              record.id(),
                              record.position(),
                              record.eventTime(),
                              record.watermark()))
              .toList();
      requireEqual(
          "clock of partition " + partition,
          new EventClock(reference.watermark(partition), late.size(), reference.ahead(partition)),
          tables.frontier(partition).map(Frontier::clock).orElse(EventClock.START));
      requireEqual(
          "late records of partition " + partition,
          late.subList(Math.max(0, late.size() - SimulatedTables.LATE_KEPT), late.size()),
          tables.late(partition).stream()
              .sorted(Comparator.comparing(LateRecord::number))
              .map(
                  record ->
                      "%s at %d, event time %d, W %d"
                          .formatted(
                              record.id(),
                              record.position(),
                              record.eventTime(),
                              record.watermark()))
              .toList());
    }
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
    Reader reader = new Reader(tables, log, Generation.empty(starts)).readBlocks().readRows(words);
    List<Object> visible = new ArrayList<>(tables.besideWords());
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
