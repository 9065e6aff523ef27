package org.tideline.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.views.posting.PostingList;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.time.Buckets;

/**
 * Reads what realtime adds to the postings of terms, and keeps it from one question to the next:
 * while the frontiers stand nothing is read again.
 */
final class RealtimeEntriesSource {
  /** Of the objects around the entries of a term on the heap. */
  private static final int TERM_BYTES = 400;

  private final RealtimeTerms realtime;
  private final Buckets buckets;
  private final Cache<String, KeptEntries> kept;

  /**
   * Keeps some of them.
   *
   * @param maxBytes of heap
   */
  RealtimeEntriesSource(RealtimeTerms realtime, Buckets buckets, long maxBytes) {
    this.realtime = realtime;
    this.buckets = buckets;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(RealtimeEntriesSource::bytes)
            // In the thread that came by: there is no work to hand over but to forget.
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(String term, KeptEntries entries) {
    long bytes = TERM_BYTES + term.length() + entries.bytes();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /**
   * Reads what is missing of {@code terms} below the frontiers of {@code snapshot}. If there is
   * some, all of them are read, so that none of them is told of from another time: a document that
   * went from one of two words to the other would be found by neither, or by both.
   */
  CompletableFuture<Read> at(Snapshot snapshot, List<String> terms) {
    Map<String, KeptEntries> known = new HashMap<>();
    Map<Integer, Frontier> target = snapshot.frontiers();
    for (String term : terms) {
      KeptEntries before =
          Optional.ofNullable(kept.getIfPresent(term))
              .filter(entries -> entries.begunWith(snapshot))
              .orElseGet(() -> KeptEntries.none(snapshot));
      known.put(term, before);
      target = before.reached(target);
    }
    Map<Integer, Frontier> latest = target;
    if (known.values().stream()
        .allMatch(entries -> entries.missingFrom(latest, buckets).isEmpty())) {
      return CompletableFuture.completedFuture(new Read(snapshot, known, Map.of()));
    }
    List<Long> from =
        terms.stream()
            .map(known::get)
            .map(
                entries ->
                    entries
                        .missingFrom(latest, buckets)
                        .orElseGet(() -> entries.unknownFrom(buckets)))
            .toList();
    return realtime
        .postings(snapshot, terms.stream().map(RealtimeEntriesSource::utf8).toList(), from)
        .thenApply(found -> new Read(snapshot, known, byTerm(terms, found)));
  }

  private static byte[] utf8(String term) {
    return term.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, List<FoundCells>> byTerm(
      List<String> terms, List<List<FoundCells>> found) {
    Map<String, List<FoundCells>> byTerm = new HashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      byTerm.put(terms.get(i), found.get(i));
    }
    return byTerm;
  }

  /** What was read, to be decoded in the thread of the one who asked. */
  final class Read {
    private final Snapshot snapshot;
    private final Map<String, KeptEntries> known;
    private final Map<String, List<FoundCells>> found;

    private Read(
        Snapshot snapshot, Map<String, KeptEntries> known, Map<String, List<FoundCells>> found) {
      this.snapshot = snapshot;
      this.known = known;
      this.found = found;
    }

    /** Of each term, its postings in {@code batch} and everything below the frontiers. */
    Map<String, PostingList> over(Map<String, StoredPostings> batch) {
      Map<String, PostingList> lists = new HashMap<>();
      known.forEach(
          (term, before) -> {
            List<FoundCells> periods = found.get(term);
            KeptEntries entries =
                periods == null ? before : before.next(snapshot, periods, buckets);
            lists.put(term, entries.over(batch.get(term)));
            if (periods != null) {
              // Merged before it is weighed.
              kept.asMap().merge(term, entries, (old, read) -> old.isNewerThan(read) ? old : read);
            }
          });
      return lists;
    }
  }
}
