package org.tideline.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tideline.cli.ingest.Acknowledged;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.query.PostingsExport;
import org.tideline.query.TidelineClient;
import org.tideline.query.WordCountExport;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.posting.Posting;

/**
 * What the demo does to the documents, and what it expects of the answers. It keeps the documents
 * as they should be beside, in a plain map.
 */
public final class Demo {
  /** One day, in milliseconds: an amended speech is a day younger. */
  private static final long DAY = 86_400_000;

  private static final int AMEND_EVERY = 40;
  private static final int DELETE_EVERY = 150;

  private final List<Document> speeches;
  private final Map<String, Document> current = new LinkedHashMap<>();
  private final int firstPart;
  private int amended;
  private int deleted;

  /**
   * A demo over all of {@code speeches}, the first two thirds of which come before the batch run.
   */
  public Demo(List<Document> speeches) {
    this.speeches = List.copyOf(speeches);
    this.firstPart = speeches.size() * 2 / 3;
  }

  /** How many speeches come before the batch run. */
  public int firstPart() {
    return firstPart;
  }

  /** How many come after it. */
  public int secondPart() {
    return speeches.size() - firstPart;
  }

  /** How many were amended so far. */
  public int amended() {
    return amended;
  }

  /** How many were deleted so far. */
  public int deleted() {
    return deleted;
  }

  /** How many documents there should be now. */
  public int documents() {
    return current.size();
  }

  /** Appends what comes before the batch run. */
  public Acknowledged ingestFirstPart(DocumentProducer producer) throws IOException {
    return ingest(producer, speeches.subList(0, firstPart));
  }

  /** Appends what comes after it. */
  public Acknowledged ingestSecondPart(DocumentProducer producer) throws IOException {
    return ingest(producer, speeches.subList(firstPart, speeches.size()));
  }

  private Acknowledged ingest(DocumentProducer producer, List<Document> some) throws IOException {
    for (Document speech : some) {
      producer.put(speech);
      current.put(speech.id(), speech);
    }
    return producer.acknowledged();
  }

  /** Gives some speeches, from both parts, another text, and deletes some. */
  public Acknowledged amendAndDelete(DocumentProducer producer) throws IOException {
    for (int i = 0; i < speeches.size(); i++) {
      Document speech = speeches.get(i);
      if (i % DELETE_EVERY == 7) {
        producer.delete(new Change.Delete(speech.id(), speech.eventTime() + DAY));
        current.remove(speech.id());
        deleted++;
      } else if (i % AMEND_EVERY == 3) {
        String text = "Tideline amends: " + speeches.get((i + 1) % speeches.size()).text();
        Document later =
            new Document(speech.id(), speech.eventTime() + DAY, speech.attributes(), text);
        producer.put(later);
        current.put(later.id(), later);
        amended++;
      }
    }
    return producer.acknowledged();
  }

  /** What a plain loop finds of every word in the documents as they should be. */
  public Map<String, Recount.Word> recount(String analyzer) {
    try (TermAnalyzer terms = TermAnalyzer.named(analyzer)) {
      return Recount.of(current.values(), terms);
    }
  }

  /**
   * Holds every word of the merged views against {@code expected}: its counts, and its postings.
   *
   * @return a line for each difference; none if all agree
   */
  public static List<String> differences(TidelineClient client, Map<String, Recount.Word> expected)
      throws IOException {
    List<String> differences = new ArrayList<>(counts(client, expected));
    differences.addAll(postings(client, expected));
    return differences;
  }

  private static List<String> counts(TidelineClient client, Map<String, Recount.Word> expected)
      throws IOException {
    Map<String, Recount.Word> missing = new TreeMap<>(expected);
    List<String> differences = new ArrayList<>();
    try (WordCountExport rows = client.exportWordCount()) {
      Optional<WordCountExport.Row> row = rows.next();
      while (row.isPresent()) {
        String term = row.get().term();
        WordCount found = row.get().count().total();
        WordCount counted = recounted(missing.remove(term)).count();
        if (!found.equals(counted)) {
          differences.add("%s: recounted %s, found %s".formatted(term, counted, found));
        }
        row = rows.next();
      }
    }
    missing.forEach(
        (term, word) ->
            differences.add("%s: recounted %s, found none".formatted(term, word.count())));
    return differences;
  }

  private static List<String> postings(TidelineClient client, Map<String, Recount.Word> expected)
      throws IOException {
    Map<String, Recount.Word> missing = new TreeMap<>(expected);
    List<String> differences = new ArrayList<>();
    try (PostingsExport rows = client.exportPostings()) {
      Optional<PostingsExport.Row> row = rows.next();
      while (row.isPresent()) {
        String term = row.get().term();
        Recount.Word found = Recount.Word.NONE;
        Iterator<Posting> postings = row.get().postings();
        while (postings.hasNext()) {
          found = found.plus(postings.next());
        }
        Recount.Word counted = recounted(missing.remove(term));
        if (!found.equals(counted)) {
          differences.add("postings of %s: recounted %s, found %s".formatted(term, counted, found));
        }
        row = rows.next();
      }
    }
    missing.forEach(
        (term, word) ->
            differences.add("postings of %s: recounted %s, found none".formatted(term, word)));
    return differences;
  }

  private static Recount.Word recounted(Recount.Word word) {
    return Optional.ofNullable(word).orElse(Recount.Word.NONE);
  }
}
