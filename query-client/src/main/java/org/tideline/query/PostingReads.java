package org.tideline.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.FirstKeyOnlyFilter;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.search.SearchQuery;
import org.tideline.views.time.Buckets;

/** Reads the merged postings of all terms of a query: both layers and all terms at once. */
final class PostingReads {
  private final AsyncConnection connection;
  private final TableNames names;
  private final SearchSettings settings;
  private final PostingCache cache;
  private final KeptEntries realtime;

  PostingReads(
      AsyncConnection connection, TableNames names, SearchSettings settings, Buckets buckets) {
    this.connection = connection;
    this.names = names;
    this.settings = settings;
    this.cache = new PostingCache(settings.postingsCache() / 2, this::readBatch);
    this.realtime = new KeptEntries(connection, buckets, settings.postingsCache() / 2);
  }

  /** What was read for a query, to be decoded in the thread of the one who asked. */
  record Read(
      Snapshot snapshot,
      Map<String, StoredPostings> batch,
      KeptEntries.Rows realtime,
      Map<String, List<String>> expansions) {
    FetchedPostings decode() {
      return new FetchedPostings(snapshot, batch, realtime.decode(), expansions);
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
    Map<String, CompletableFuture<List<String>>> reads = new TreeMap<>();
    query
        .leaves()
        .filter(SearchQuery.Prefix.class::isInstance)
        .map(leaf -> ((SearchQuery.Prefix) leaf).prefix())
        .forEach(prefix -> reads.computeIfAbsent(prefix, key -> expansion(snapshot, key)));
    return all(reads);
  }

  /** The words of both layers that begin so; a few of them may stand in no document any more. */
  private CompletableFuture<List<String>> expansion(Snapshot snapshot, String prefix) {
    List<CompletableFuture<List<String>>> parts = new ArrayList<>();
    int generation = snapshot.serving().generation();
    if (generation > 0) {
      parts.add(rows(names.words(generation), BatchWordColumns.scan(), prefix));
    }
    for (TableName table : snapshot.realtime().values()) {
      parts.add(rows(table, RealtimeWordCell.scan(snapshot.serving().cut()), prefix));
    }
    return together(parts)
        .thenApply(
            found -> {
              TreeSet<String> words = new TreeSet<>();
              found.forEach(words::addAll);
              requireFew(prefix, words.size());
              return List.copyOf(words);
            });
  }

  private CompletableFuture<List<String>> rows(TableName table, Scan scan, String prefix) {
    scan.setStartStopRowForPrefixScan(bytes(prefix))
        .setFilter(new FirstKeyOnlyFilter())
        .setLimit(settings.prefixTerms() + 1);
    return connection
        .getTable(table)
        .scanAll(scan)
        .thenApply(rows -> rows.stream().map(row -> Bytes.toString(row.getRow())).toList());
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
    CompletableFuture<KeptEntries.Rows> rows = realtime.read(snapshot, terms);
    Map<String, CompletableFuture<StoredPostings>> batch = new TreeMap<>();
    for (String term : terms) {
      batch.put(
          term,
          generation == 0
              ? CompletableFuture.completedFuture(StoredPostings.NONE)
              : cache.postings(generation, term));
    }
    return all(batch)
        .thenCombine(rows, (lists, read) -> new Read(snapshot, lists, read, expansions));
  }

  private CompletableFuture<StoredPostings> readBatch(int generation, byte[] term) {
    return connection
        .getTable(names.index(generation))
        .scanAll(PostingsBlock.scan(term).setReadType(Scan.ReadType.PREAD))
        .thenApply(rows -> StoredPostings.of(rows.stream().map(row -> row.rawCells()[0]).toList()));
  }

  /** The current versions of documents, in their order. */
  CompletableFuture<List<Result>> documents(Snapshot snapshot, List<String> ids) {
    return get(
        connection.getTable(names.documents(snapshot.epoch().number())),
        ids.stream().map(DocumentRow::get).toList());
  }

  /** One Get takes a shorter way through the client than a batch of one. */
  static CompletableFuture<List<Result>> get(AsyncTable<?> table, List<Get> gets) {
    return gets.size() == 1 ? table.get(gets.get(0)).thenApply(List::of) : table.getAll(gets);
  }

  private static <T> CompletableFuture<List<T>> together(List<CompletableFuture<T>> parts) {
    return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
  }

  /** The values of all, once all are there. */
  static <K, T> CompletableFuture<Map<K, T>> all(Map<K, CompletableFuture<T>> reads) {
    return CompletableFuture.allOf(reads.values().toArray(new CompletableFuture<?>[0]))
        .thenApply(
            done -> {
              Map<K, T> values = new HashMap<>();
              reads.forEach((key, read) -> values.put(key, read.join()));
              return values;
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
