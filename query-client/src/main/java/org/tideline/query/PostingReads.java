package org.tideline.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.search.SearchQuery;
import org.tideline.views.time.Buckets;

/** Reads the merged postings of all terms of a query: both layers and all terms at once. */
final class PostingReads {
  private final AsyncConnection connection;
  private final TableNames names;
  private final SearchSettings settings;
  private final RealtimeTerms realtime;
  private final RealtimeEntriesSource entries;
  private final PostingCache cache;

  PostingReads(
      AsyncConnection connection,
      TableNames names,
      SearchSettings settings,
      RealtimeTerms realtime,
      Buckets buckets) {
    this.connection = connection;
    this.names = names;
    this.realtime = realtime;
    this.settings = settings;
    // Half for each layer.
    long maxBytes = settings.postingsCache() / 2;
    this.entries = new RealtimeEntriesSource(realtime, buckets, maxBytes);
    this.cache = new PostingCache(maxBytes, this::readBatch);
  }

  /** What was read for a query, to be decoded in the thread of the one who asked. */
  record Read(
      Snapshot snapshot,
      Map<String, StoredPostings> batch,
      RealtimeEntriesSource.Read realtime,
      Map<String, List<String>> expansions) {
    FetchedPostings decoded() {
      return new FetchedPostings(snapshot, realtime.over(batch), expansions);
    }
  }

  /** Everything that {@code query} asks for. */
  CompletableFuture<Read> read(Snapshot snapshot, SearchQuery query) {
    return expansions(snapshot, query)
        .thenCompose(
            expansions -> {
              TreeSet<String> terms = new TreeSet<>();
              query.leaves().flatMap(PostingReads::terms).forEach(terms::add);
              expansions.values().forEach(terms::addAll);
              return read(snapshot, List.copyOf(terms), expansions);
            });
  }

  private static Stream<String> terms(SearchQuery leaf) {
    if (leaf instanceof SearchQuery.Phrase phrase) {
      return phrase.words().stream().map(SearchQuery.Word::term);
    }
    return leaf instanceof SearchQuery.Term term ? Stream.of(term.term()) : Stream.empty();
  }

  private CompletableFuture<Map<String, List<String>>> expansions(
      Snapshot snapshot, SearchQuery query) {
    Set<String> prefixes =
        query
            .leaves()
            .filter(SearchQuery.Prefix.class::isInstance)
            .map(leaf -> ((SearchQuery.Prefix) leaf).prefix())
            .collect(Collectors.toSet());
    if (prefixes.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    // One more than are allowed tells that there are too many.
    int limit = settings.prefixTerms() + 1;
    return inBatch(snapshot, prefixes, limit)
        .thenCombine(
            realtime.beginningWith(snapshot, prefixes, limit),
            (batch, recent) -> {
              Map<String, List<String>> expansions = new HashMap<>();
              for (String prefix : prefixes) {
                TreeSet<String> words = new TreeSet<>(batch.getOrDefault(prefix, List.of()));
                words.addAll(recent.get(prefix));
                requireFew(prefix, words.size());
                expansions.put(prefix, List.copyOf(words));
              }
              return expansions;
            });
  }

  private CompletableFuture<Map<String, List<String>>> inBatch(
      Snapshot snapshot, Set<String> prefixes, int limit) {
    int generation = snapshot.serving().generation();
    Map<String, CompletableFuture<List<String>>> reads = new HashMap<>();
    if (generation > 0) {
      AsyncTable<?> words = connection.getTable(names.words(generation));
      for (String prefix : prefixes) {
        reads.put(prefix, RowReads.beginningWith(words, BatchWordColumns.scan(), prefix, limit));
      }
    }
    return RowReads.all(reads);
  }

  private void requireFew(String prefix, int words) {
    if (words > settings.prefixTerms()) {
      throw new IllegalArgumentException(
          "prefix \"%s*\": expected at most %d words that begin so, found more; give more letters, or raise tideline.query.prefix.terms"
              .formatted(prefix, settings.prefixTerms()));
    }
  }

  private CompletableFuture<Read> read(
      Snapshot snapshot, List<String> terms, Map<String, List<String>> expansions) {
    int generation = snapshot.serving().generation();
    // The realtime rows first: theirs are many cells, and so they take longer.
    CompletableFuture<RealtimeEntriesSource.Read> recent = entries.at(snapshot, terms);
    Map<String, CompletableFuture<StoredPostings>> batch = new HashMap<>();
    for (String term : terms) {
      batch.put(
          term,
          generation == 0
              ? CompletableFuture.completedFuture(StoredPostings.NONE)
              : cache.postings(generation, term));
    }
    return RowReads.all(batch)
        .thenCombine(recent, (lists, read) -> new Read(snapshot, lists, read, expansions));
  }

  private CompletableFuture<StoredPostings> readBatch(int generation, byte[] term) {
    return connection
        .getTable(names.index(generation))
        .scanAll(PostingsBlock.scan(term).setReadType(Scan.ReadType.PREAD))
        .thenApply(rows -> StoredPostings.of(rows.stream().map(row -> row.rawCells()[0]).toList()));
  }

  /** The current versions of documents, in their order. */
  CompletableFuture<List<Result>> documents(Snapshot snapshot, List<String> ids) {
    return RowReads.of(
        connection.getTable(names.documents(snapshot.epoch().number())),
        ids.stream().map(DocumentRow::get).toList());
  }
}
