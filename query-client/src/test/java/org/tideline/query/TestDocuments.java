package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentId;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.posting.InvertedDocument;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;

/** Documents that change, written into tables as the two layers write them. */
final class TestDocuments {
  private static final int BLOCK = 128;

  private final TestTables tables;
  private final TermAnalyzer analyzer;
  private final SortedMap<String, String> texts = new TreeMap<>(DocumentId.ORDER);
  private final int[] positions = new int[2];
  private final long[] documents = new long[2];
  private final long[] occurrences = new long[2];

  TestDocuments(TestTables tables, TermAnalyzer analyzer) {
    this.tables = tables;
    this.analyzer = analyzer;
  }

  /** The current ones, by id. */
  SortedMap<String, String> texts() {
    return texts;
  }

  void put(long bucket, String id, String text) throws IOException {
    change(bucket, id, Optional.of(new Content(Map.of("title", "On " + id), text)));
  }

  void delete(long bucket, String id) throws IOException {
    change(bucket, id, Optional.empty());
  }

  private void change(long bucket, String id, Optional<Content> content) throws IOException {
    write(bucket, id, content);
    int partition = Math.floorMod(id.hashCode(), 2);
    Tally tally = new Tally(0, 0, documents[partition], occurrences[partition]);
    tables.frontier(partition, positions[partition], bucket, tally);
  }

  /** A change that the frontier has not passed yet. */
  void write(long bucket, String id, Optional<Content> content) throws IOException {
    int partition = Math.floorMod(id.hashCode(), 2);
    int position = positions[partition]++;
    Map<String, Posting> before = postings(id, texts.getOrDefault(id, ""));
    Map<String, Posting> after = postings(id, content.map(Content::text).orElse(""));
    Map<String, PostingEntry> entries = new HashMap<>();
    before.keySet().forEach(term -> entries.put(term, PostingEntry.tombstone(id, position)));
    after.forEach((term, posting) -> entries.put(term, PostingEntry.live(position, posting)));
    Segment segment = new Segment(bucket, partition, 0);
    PostingSpan span = new PostingSpan(PostingSpan.Kind.PIECE, position, position + 1);
    long stamp = new Bucket(bucket, 0).stamp(position);
    List<Put> puts = new ArrayList<>();
    entries.forEach(
        (term, entry) -> {
          Put put = new Put(bytes(term));
          RealtimeWordCell.addTo(
              put,
              RealtimeWordCell.qualifier(segment),
              stamp,
              TermTotal.withoutWindows(new WordCount(1, 1)));
          RealtimePostingsCell.addTo(
              put, RealtimePostingsCell.qualifier(segment, span), stamp, List.of(entry));
          puts.add(put);
        });
    tables.putRealtime(bucket, puts);
    tables.document(stamp, new DocumentVersion(id, new Version(position, position), content));
    documents[partition] += content.isPresent() ? 1 : 0;
    documents[partition] -= texts.containsKey(id) ? 1 : 0;
    occurrences[partition] += length(after) - length(before);
    content.ifPresentOrElse(put -> texts.put(id, put.text()), () -> texts.remove(id));
  }

  private static long length(Map<String, Posting> postings) {
    return postings.values().stream().mapToLong(Posting::frequency).sum();
  }

  private Map<String, Posting> postings(String id, String text) {
    Map<String, Posting> postings = new HashMap<>();
    InvertedDocument inverted = InvertedDocument.of(analyzer, text);
    inverted.forEachTerm(
        (term, places, count) ->
            postings.put(
                term.utf8ToString(),
                new Posting(id, inverted.length(), Arrays.copyOf(places, count))));
    return postings;
  }

  /** Makes a generation of what is current, whose cut is after all changes so far. */
  void publish(int generation, long cut) throws IOException {
    create(generation, cut);
    tables.serve(generation, cut, 0);
  }

  void create(int generation, long cut) throws IOException {
    SortedMap<String, List<Posting>> lists = new TreeMap<>();
    texts.forEach(
        (id, text) ->
            postings(id, text)
                .forEach(
                    (term, posting) ->
                        lists.computeIfAbsent(term, key -> new ArrayList<>()).add(posting)));
    Map<String, WordCount> counts = new HashMap<>();
    List<KeyValue> cells = new ArrayList<>();
    long stamp = new Cut(cut, Map.of(0, 0L, 1, 0L)).stamp();
    lists.forEach(
        (term, postings) -> {
          long occurring = postings.stream().mapToLong(Posting::frequency).sum();
          counts.put(term, new WordCount(occurring, postings.size()));
          for (int from = 0; from < postings.size(); from += BLOCK) {
            List<Posting> block = postings.subList(from, Math.min(postings.size(), from + BLOCK));
            cells.add(PostingsBlock.cell(bytes(term), block, stamp));
          }
        });
    tables.createWords(generation, cut, counts);
    tables.createIndex(generation, cells);
  }

  private static byte[] bytes(String term) {
    return term.getBytes(StandardCharsets.UTF_8);
  }
}
