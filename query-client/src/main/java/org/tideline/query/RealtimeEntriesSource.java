package org.tideline.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
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

  /** Reads what is missing of {@code terms} below the frontiers of {@code snapshot}. */
  CompletableFuture<Read> at(Snapshot snapshot, List<String> terms) {
    Map<String, KeptEntries> known = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    List<Long> from = new ArrayList<>();
    for (String term : terms) {
      Optional<KeptEntries> before =
          Optional.ofNullable(kept.getIfPresent(term))
              .filter(entries -> entries.begunWith(snapshot));
      OptionalLong missing =
          before.isPresent()
              ? before.get().missingFrom(snapshot, buckets)
              : OptionalLong.of(snapshot.serving().cut().ingestTime());
      known.put(term, before.orElseGet(() -> KeptEntries.none(snapshot)));
      if (missing.isPresent()) {
        wanted.add(term);
        from.add(missing.getAsLong());
      }
    }
    return wanted.isEmpty()
        ? CompletableFuture.completedFuture(new Read(snapshot, known, Map.of()))
        : realtime
            .postings(snapshot, wanted.stream().map(RealtimeEntriesSource::utf8).toList(), from)
            .thenApply(found -> new Read(snapshot, known, byTerm(wanted, found)));
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

    /** Of each term, everything below the frontiers of the snapshot. */
    Map<String, KeptEntries> entries() {
      Map<String, KeptEntries> entries = new HashMap<>(known);
      found.forEach(
          (term, periods) -> {
            KeptEntries next = known.get(term).next(snapshot, periods, buckets);
            entries.put(term, next);
            kept.asMap().merge(term, next, (old, read) -> old.isNewerThan(read) ? old : read);
          });
      return entries;
    }
  }
}
