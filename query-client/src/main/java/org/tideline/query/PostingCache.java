package org.tideline.query;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.tideline.schema.posting.StoredPostings;

/**
 * Keeps the batch postings of terms that were read, which never change within a generation. A term
 * that several queries ask for at once is read once.
 */
final class PostingCache {
  /** Of the objects around the postings of a term on the heap. */
  private static final int TERM_BYTES = 200;

  private record Key(int generation, String term) {}

  /** Reads a term. */
  @FunctionalInterface
  interface Source {
    CompletableFuture<StoredPostings> read(int generation, byte[] term);
  }

  private final AsyncCache<Key, StoredPostings> lists;
  private final Source source;

  PostingCache(long maxBytes, Source source) {
    this.source = source;
    this.lists =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, StoredPostings postings) -> bytes(key, postings))
            // In the thread that came by: there is no work to hand over but to forget.
            .executor(Runnable::run)
            .buildAsync();
  }

  CompletableFuture<StoredPostings> postings(int generation, String term) {
    // A copy, since the one who gives up must not make it fail for the others.
    return lists
        .get(
            new Key(generation, term),
            (key, executor) ->
                source.read(key.generation(), key.term().getBytes(StandardCharsets.UTF_8)))
        .copy();
  }

  private static int bytes(Key key, StoredPostings postings) {
    long bytes = TERM_BYTES + key.term().length() + postings.bytes();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
