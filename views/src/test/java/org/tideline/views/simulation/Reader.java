package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.time.Segment;

/** Reads as the query client does: the batch view, and the realtime cells from the cut on. */
record Reader(SimulatedTables tables) {

  /** The merged count of a word. */
  MergedCount count(Generation generation, String word) {
    WordCount realtime = WordCount.ZERO;
    for (WordCount cell : cells(generation, word).values()) {
      realtime = realtime.plus(cell);
    }
    return new MergedCount(generation.words().getOrDefault(word, WordCount.ZERO), realtime);
  }

  /** What one partition has added to a word since the cut. */
  WordCount sinceCut(Generation generation, int partition, String word) {
    return cells(generation, word).entrySet().stream()
        .filter(cell -> cell.getKey().partition() == partition)
        .map(Map.Entry::getValue)
        .reduce(WordCount.ZERO, WordCount::plus);
  }

  private Map<Segment, WordCount> cells(Generation generation, String word) {
    return tables.word(word, generation.cut().stamp());
  }

  /** The merged postings of a word. */
  List<Posting> postings(Generation generation, String word) {
    return merged(batch(generation, word), entries(generation, word, partition -> true));
  }

  /** The same of the documents of one partition. */
  List<Posting> postings(Generation generation, int partition, SimulatedLog log, String word) {
    SortedSet<Posting> batch = new TreeSet<>(batch(generation, word));
    batch.removeIf(posting -> log.home(posting.document()) != partition);
    return merged(batch, entries(generation, word, found -> found == partition));
  }

  private static List<Posting> merged(SortedSet<Posting> batch, List<PostingEntry> realtime) {
    List<Posting> merged = new ArrayList<>();
    MergedPostings.of(batch.iterator(), realtime).forEachRemaining(merged::add);
    return merged;
  }

  private static SortedSet<Posting> batch(Generation generation, String word) {
    return generation.postings().getOrDefault(word, new TreeSet<>());
  }

  private List<PostingEntry> entries(Generation generation, String word, IntPredicate partitions) {
    List<PostingEntry> entries = new ArrayList<>();
    tables
        .postings(word, generation.cut().stamp())
        .forEach(
            (cell, found) -> {
              if (partitions.test(cell.segment().partition())) {
                entries.addAll(found);
              }
            });
    return entries;
  }
}
