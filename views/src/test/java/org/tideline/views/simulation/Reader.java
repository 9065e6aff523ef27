package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.merge.MergedTimeline;
import org.tideline.views.merge.MergedWindow;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.merge.WindowMerge;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.simulation.SimulatedTables.LiveBlock;
import org.tideline.views.simulation.SimulatedTables.PostingsCell;
import org.tideline.views.time.Segment;
import org.tideline.views.view.EncodedView;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * Reads as the query client does: first the progress of all partitions, then, at other moments, the
 * live blocks and after them the rows of words; the batch view does not change. Live blocks are
 * read of those partitions whose rows did not have everything up to the frontier.
 */
final class Reader {
  private final SimulatedTables tables;
  private final Generation generation;
  private final Map<Integer, Long> frontiers = new TreeMap<>();
  private final Map<Integer, Settled> settled = new TreeMap<>();
  private final Map<String, Map<Segment, SimulatedTable.Stamped<TermTotal>>> totals =
      new HashMap<>();
  private final Map<String, Map<PostingsCell, List<PostingEntry>>> postings = new HashMap<>();
  private final Map<Integer, Map<SimulatedTables.BlockName, List<LiveBlock>>> blocks =
      new HashMap<>();

  /** Has read the progress of the partitions of {@code log}. */
  Reader(SimulatedTables tables, SimulatedLog log, Generation generation) {
    this.tables = tables;
    this.generation = generation;
    for (int partition : log.records().keySet()) {
      long frontier =
          tables.frontier(partition).map(Frontier::position).orElse(log.start(partition));
      frontiers.put(partition, frontier);
      tables.settled(partition).ifPresent(known -> settled.put(partition, known));
    }
  }

  /** The position up to which everything was readable before it read anything else. */
  long frontier(int partition) {
    return frontiers.get(partition);
  }

  Generation generation() {
    return generation;
  }

  /** Reads the rows of {@code words}. */
  Reader readRows(Set<String> words) {
    long minStamp = generation.cut().stamp();
    Set<String> rows = new TreeSet<>(words);
    rows.add(SimulatedTables.ALL_DOCUMENTS);
    for (String word : rows) {
      totals.put(word, Map.copyOf(tables.word(word, minStamp)));
      postings.put(word, Map.copyOf(tables.postings(word, minStamp)));
    }
    return this;
  }

  /** Reads the live blocks that may hold what the rows do not. */
  Reader readBlocks() {
    settled.forEach(
        (partition, known) -> {
          if (known.position() < frontiers.get(partition)) {
            long minStamp = Math.max(known.stamp(), generation.cut().stamp());
            blocks.put(partition, tables.blocks(partition, minStamp));
          }
        });
    return this;
  }

  /** Whether anything that it found stands in live blocks only. */
  boolean neededBlocks() {
    return totals.keySet().stream()
        .anyMatch(word -> !totals(word, partition -> true).equals(ofRows(word)));
  }

  /** Whether rows took over from blocks since it read how far they have everything. */
  boolean readSettledMeanwhile() {
    return settled.entrySet().stream()
        .anyMatch(
            known ->
                blocks.containsKey(known.getKey())
                    && tables.settled(known.getKey()).orElseThrow().position()
                        > known.getValue().position());
  }

  private Map<Segment, TermTotal> ofRows(String word) {
    Map<Segment, TermTotal> found = new HashMap<>();
    totals.get(word).forEach((segment, total) -> found.put(segment, total.value()));
    return found;
  }

  /** The merged count of a word. */
  MergedCount count(String word) {
    WordCount realtime = sum(totals(word, partition -> true));
    return new MergedCount(generation.words().getOrDefault(word, WordCount.ZERO), realtime);
  }

  /** What one partition has added to a word since the cut. */
  WordCount sinceCut(int partition, String word) {
    return sum(totals(word, found -> found == partition));
  }

  /** The sum of its windows, which must be the same. */
  WordCount windowsSinceCut(int partition, String word) {
    return totals(word, found -> found == partition).values().stream()
        .map(total -> total.windows().total())
        .reduce(WordCount.ZERO, WordCount::plus);
  }

  private static WordCount sum(Map<Segment, TermTotal> totals) {
    return totals.values().stream().map(TermTotal::count).reduce(WordCount.ZERO, WordCount::plus);
  }

  /** The windows of a word, or of all documents. */
  List<MergedWindow> windows(
      String word, WindowSize size, LatePolicy policy, WindowCalendar calendar) {
    WindowMerge merge = new WindowMerge(size, calendar, policy, Long.MIN_VALUE, Long.MAX_VALUE);
    generation
        .minutes()
        .getOrDefault(word, WindowTotals.EMPTY)
        .coarse(size, calendar)
        .forEach(
            (first, marks, occurrences, documents, changes) ->
                merge.batch(first, new WordCount(occurrences, documents)));
    merged(word, partition -> true).forEachWindow(merge);
    return merge.windows();
  }

  /** The documents in the order of event time. */
  List<TimelineEntry> timeline() {
    List<TimelineEntry> realtime = new ArrayList<>();
    for (int partition : frontiers.keySet()) {
      realtime.addAll(tables.timeline(partition, generation.cut().stamp()));
    }
    realtime.sort(Comparator.comparing(TimelineEntry::place));
    List<TimelineEntry> merged = new ArrayList<>();
    new MergedTimeline(generation.timeline().iterator(), realtime.iterator(), false)
        .forEachRemaining(merged::add);
    return merged;
  }

  /** The merged value of a view at a key. */
  BytesRef view(EncodedView view, BytesRef key) {
    return view.plus(
        generation.views().getOrDefault(view.name(), Map.of()).getOrDefault(key, view.zero()),
        viewSinceCut(view, key, partition -> true));
  }

  /** What some partitions have added to it since the cut. */
  BytesRef viewSinceCut(EncodedView view, BytesRef key, IntPredicate partitions) {
    return tables.view(view.name(), key, generation.cut().stamp()).entrySet().stream()
        .filter(cell -> partitions.test(cell.getKey().partition()))
        .map(Map.Entry::getValue)
        .reduce(view.zero(), view::plus);
  }

  /** The total of every segment that tells of a word. */
  Map<Segment, TermTotal> totals(String word, IntPredicate partitions) {
    Map<Segment, TermTotal> bySegment = new HashMap<>();
    merged(word, partitions).forEachTotal(bySegment::put);
    return bySegment;
  }

  private SegmentTotals merged(String word, IntPredicate partitions) {
    SegmentTotals merged = new SegmentTotals();
    totals
        .get(word)
        .forEach(
            (segment, total) -> {
              if (partitions.test(segment.partition())) {
                merged.add(segment, total.timestamp(), total.value());
              }
            });
    blocks.forEach(
        (partition, found) ->
            found.forEach(
                (name, some) ->
                    some.stream()
                        .filter(block -> partitions.test(partition))
                        .filter(block -> block.totals().containsKey(word))
                        .forEach(
                            block ->
                                merged.add(
                                    block.segment(), name.stamp(), block.totals().get(word)))));
    return merged;
  }

  /** The merged postings of a word. */
  List<Posting> postings(String word) {
    return merged(batch(word), entries(word, partition -> true));
  }

  /** The same of the documents of one partition. */
  List<Posting> postings(int partition, SimulatedLog log, String word) {
    SortedSet<Posting> batch = new TreeSet<>(batch(word));
    batch.removeIf(posting -> log.home(posting.document()) != partition);
    return merged(batch, entries(word, found -> found == partition));
  }

  private static List<Posting> merged(SortedSet<Posting> batch, List<PostingEntry> realtime) {
    List<Posting> merged = new ArrayList<>();
    MergedPostings.of(batch.iterator(), realtime).forEachRemaining(merged::add);
    return merged;
  }

  private SortedSet<Posting> batch(String word) {
    return generation.postings().getOrDefault(word, new TreeSet<>());
  }

  private List<PostingEntry> entries(String word, IntPredicate partitions) {
    List<PostingEntry> entries = new ArrayList<>();
    postings
        .get(word)
        .forEach(
            (cell, found) -> {
              if (partitions.test(cell.segment().partition())) {
                entries.addAll(found);
              }
            });
    blocks.forEach(
        (partition, found) -> {
          if (partitions.test(partition)) {
            found.values().stream()
                .flatMap(List::stream)
                .forEach(block -> entries.addAll(block.postings().getOrDefault(word, List.of())));
          }
        });
    return entries;
  }

  /** What tells of every document in the realtime views of a word, whatever it stands in. */
  Map<String, PostingEntry> lastEntries(String word) {
    Map<String, PostingEntry> last = new TreeMap<>();
    for (PostingEntry entry : entries(word, partition -> true)) {
      last.merge(entry.document(), entry, (a, b) -> a.position() > b.position() ? a : b);
    }
    return last;
  }
}
