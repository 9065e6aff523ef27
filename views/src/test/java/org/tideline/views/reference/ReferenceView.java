package org.tideline.views.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;

/**
 * The views of a log by the plainest means: go through every record, remember the current version
 * of every document, then count the words of what is left and note where they stand. It shares no
 * logic with the views that it judges: neither their order of versions, nor their totals, nor,
 * where it can, their analyzers.
 */
public final class ReferenceView {
  /** The current version of one document; no document stands for a delete. */
  private record Standing(long eventTime, Optional<Document> document) {}

  private final Map<String, Standing> standing = new HashMap<>();
  private final Map<String, WordCount> words = new HashMap<>();
  private final Map<String, List<Posting>> postings = new HashMap<>();
  private long superseded;
  private long quarantined;

  private ReferenceView() {}

  /**
   * The views of all records.
   *
   * @param log per partition its records in the order of their positions; all records of one
   *     document are in one partition
   */
  public static ReferenceView of(
      Map<Integer, List<LogRecord>> log, Function<String, List<String>> tokenisation) {
    Map<Integer, Long> everything = new HashMap<>();
    log.keySet().forEach(partition -> everything.put(partition, Long.MAX_VALUE));
    return below(everything, log, tokenisation);
  }

  /** The views of the records below {@code ends}, one position for every partition of the log. */
  public static ReferenceView below(
      Map<Integer, Long> ends,
      Map<Integer, List<LogRecord>> log,
      Function<String, List<String>> tokenisation) {
    ReferenceView view = new ReferenceView();
    log.forEach(
        (partition, records) -> {
          for (LogRecord record : records) {
            if (record.position() < ends.get(partition)) {
              view.note(record.change());
            }
          }
        });
    view.countWords(tokenisation);
    view.notePlaces(tokenisation);
    return view;
  }

  private void note(Change change) {
    if (change instanceof Change.Put put) {
      Document document = put.document();
      note(document.id(), new Standing(document.eventTime(), Optional.of(document)));
    } else if (change instanceof Change.Delete delete) {
      note(delete.id(), new Standing(delete.eventTime(), Optional.empty()));
    } else if (change instanceof Change.Quarantined) {
      quarantined++;
    }
  }

  private void note(String id, Standing candidate) {
    Standing current = standing.get(id);
    if (current != null && current.eventTime() > candidate.eventTime()) {
      superseded++;
    } else {
      standing.put(id, candidate);
    }
  }

  private void countWords(Function<String, List<String>> tokenisation) {
    Map<String, Long> occurrences = new HashMap<>();
    Map<String, Long> documents = new HashMap<>();
    for (Document document : documents().values()) {
      List<String> tokens = tokenisation.apply(document.text());
      tokens.forEach(token -> occurrences.merge(token, 1L, Long::sum));
      new HashSet<>(tokens).forEach(token -> documents.merge(token, 1L, Long::sum));
    }
    occurrences.forEach(
        (word, count) -> words.put(word, new WordCount(count, documents.get(word))));
  }

  private void notePlaces(Function<String, List<String>> tokenisation) {
    for (Document document : byBytesOfId()) {
      List<String> tokens = tokenisation.apply(document.text());
      for (String word : new HashSet<>(tokens)) {
        int[] positions =
            IntStream.range(0, tokens.size()).filter(i -> tokens.get(i).equals(word)).toArray();
        postings
            .computeIfAbsent(word, key -> new ArrayList<>())
            .add(new Posting(document.id(), tokens.size(), positions));
      }
    }
  }

  private List<Document> byBytesOfId() {
    List<Document> sorted = new ArrayList<>(documents().values());
    sorted.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                a.id().getBytes(StandardCharsets.UTF_8), b.id().getBytes(StandardCharsets.UTF_8)));
    return sorted;
  }

  /**
   * Where {@code word} stands, in the order of documents; positions count the words of the text,
   * which is right for every tokenisation without stop words.
   */
  public List<Posting> postings(String word) {
    return postings.getOrDefault(word, List.of());
  }

  /** The same of every word that stands in a current document. */
  public Map<String, List<Posting>> postings() {
    return Collections.unmodifiableMap(postings);
  }

  /** How often all words together stand in the current documents. */
  public long occurrences() {
    return words.values().stream().mapToLong(WordCount::occurrences).sum();
  }

  /** The current documents by id, without those that are deleted. */
  public Map<String, Document> documents() {
    Map<String, Document> documents = new HashMap<>();
    standing.forEach(
        (id, current) -> current.document().ifPresent(document -> documents.put(id, document)));
    return documents;
  }

  /** The count of every word that stands in a current document. */
  public Map<String, WordCount> words() {
    return Collections.unmodifiableMap(words);
  }

  /** The count of {@code word}, zero where no current document holds it. */
  public WordCount count(String word) {
    return words.getOrDefault(word, WordCount.ZERO);
  }

  /** How many versions did not become current when they arrived. */
  public long superseded() {
    return superseded;
  }

  /** How many records no view can use. */
  public long quarantined() {
    return quarantined;
  }
}
