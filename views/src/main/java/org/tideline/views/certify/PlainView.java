package org.tideline.views.certify;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.plain.DocumentCountView;
import org.tideline.views.plain.WindowView;
import org.tideline.views.plain.WordCountView;
import org.tideline.views.plain.WordWindow;
import org.tideline.views.view.View;
import org.tideline.views.window.AllDocuments;

/**
 * The views that every generation has, and what they are of one document by the plainest rule: a
 * map from each term to its places. It shares the analyzer with the layers that it judges, and
 * neither their order of versions, nor their totals, nor their way to turn a text round.
 */
public enum PlainView implements ComparedView {
  /** How often each term stands in all documents. */
  WORDS("words", "occurrences", "documents") {
    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      pass(new WordCountView(analyzer), BytesRef::new, version, sink, sides);
    }
  },
  /** How often each term stands in each window of event time, and the number of all documents. */
  WINDOWS("windows", "occurrences", "documents") {
    @Override
    public String printed(BytesRef key) {
      return WindowKey.printed(key);
    }

    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      pass(new DocumentCountView(analyzer, zone), PlainView::windowKey, version, sink, sides);
      pass(new WindowView(analyzer, zone), PlainView::windowKey, version, sink, sides);
    }
  },
  /** Where each term stands in each document. */
  POSTINGS("postings", "frequency", "length", "positions") {
    @Override
    public String printed(BytesRef key) {
      String text = key.utf8ToString();
      int end = text.indexOf(AFTER_TERM);
      return "%s in %s".formatted(text.substring(0, end), text.substring(end + 1));
    }

    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      Map<BytesRef, List<Integer>> terms = places(version, analyzer);
      int length = terms.values().stream().mapToInt(List::size).sum();
      BytesRef id = new BytesRef(version.id());
      for (Map.Entry<BytesRef, List<Integer>> term : terms.entrySet()) {
        int[] places = term.getValue().stream().mapToInt(Integer::intValue).toArray();
        long positions = StableHash.ofPositions(places, 0, places.length);
        sink.accept(
            postingKey(term.getKey(), id), new long[] {places.length, length, positions}, sides);
      }
    }
  },
  /** The terms by their counts; what they have to be are the words of the same generation. */
  RANKING("ranking", "occurrences", "documents") {
    @Override
    public Fault mergedFault() {
      return Fault.BATCH;
    }

    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      WORDS.recount(version, analyzer, zone, sink, sides);
    }
  },
  /** The documents by their event times; what they have to be are those of the same generation. */
  TIMELINE("timeline", "documents", "position") {
    @Override
    public Fault mergedFault() {
      return Fault.BATCH;
    }

    @Override
    public String printed(BytesRef key) {
      return TimelineKey.printed(key);
    }

    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      if (version.content().isPresent()) {
        BytesRef key = TimelineKey.of(version.version().eventTime(), new BytesRef(version.id()));
        sink.accept(key, new long[] {1, version.version().position()}, sides);
      }
    }
  },
  /** The current version of every document ever seen, deletes included. */
  DOCUMENTS("documents", "versions", "eventTime", "position", "deletes", "content") {
    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
        throws IOException, InterruptedException {
      sink.accept(new BytesRef(version.id()), documentValues(version), sides);
    }
  };

  private static final char AFTER_TERM = 0;

  private final String key;
  private final List<String> components;

  PlainView(String key, String... components) {
    this.key = key;
    this.components = List.of(components);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public List<String> components() {
    return components;
  }

  @Override
  public String printed(BytesRef printedKey) {
    return printedKey.utf8ToString();
  }

  /** The key of a posting: {@code term | 00 | id}. */
  public static BytesRef postingKey(BytesRef term, BytesRef id) {
    byte[] bytes = new byte[term.length + 1 + id.length];
    System.arraycopy(term.bytes, term.offset, bytes, 0, term.length);
    bytes[term.length] = AFTER_TERM;
    System.arraycopy(id.bytes, id.offset, bytes, term.length + 1, id.length);
    return new BytesRef(bytes);
  }

  /** The values of a version in the view of documents. */
  public static long[] documentValues(DocumentVersion version) {
    return documentValues(
        version.version(),
        version
            .content()
            .map(content -> OptionalLong.of(StableHash.ofContent(content)))
            .orElseGet(OptionalLong::empty));
  }

  /**
   * The same of a version whose content is known by its {@link StableHash#ofContent}.
   *
   * @param content empty for a delete
   */
  public static long[] documentValues(Version version, OptionalLong content) {
    return new long[] {
      1, version.eventTime(), version.position(), content.isPresent() ? 0 : 1, content.orElse(0)
    };
  }

  /** Which of two versions of a document is current: the later one, and of two as late the last. */
  public static DocumentVersion current(DocumentVersion one, DocumentVersion other) {
    long difference = Long.compare(one.version().eventTime(), other.version().eventTime());
    boolean first =
        difference > 0 || difference == 0 && one.version().position() > other.version().position();
    return first ? one : other;
  }

  private static BytesRef windowKey(WordWindow window) {
    boolean ofAll = window.word().isEmpty();
    BytesRef row = ofAll ? new BytesRef(AllDocuments.row()) : new BytesRef(window.word());
    return WindowKey.of(row, window.size(), window.first());
  }

  /** What a view makes of a version. */
  private static <K> void pass(
      View<K, WordCount> view,
      Function<K, BytesRef> key,
      DocumentVersion version,
      PairSink sink,
      Side... sides)
      throws IOException, InterruptedException {
    Map<K, WordCount> pairs = new LinkedHashMap<>();
    version.document().ifPresent(document -> view.pairs(document, pairs::put));
    for (Map.Entry<K, WordCount> pair : pairs.entrySet()) {
      WordCount count = pair.getValue();
      long[] values = {count.occurrences(), count.documents()};
      sink.accept(key.apply(pair.getKey()), values, sides);
    }
  }

  private static Map<BytesRef, List<Integer>> places(
      DocumentVersion version, TermAnalyzer analyzer) {
    Map<BytesRef, List<Integer>> places = new TreeMap<>();
    version
        .text()
        .ifPresent(
            text ->
                analyzer.forEachTerm(
                    text,
                    (term, length, position) -> {
                      BytesRefBuilder utf8 = new BytesRefBuilder();
                      utf8.copyChars(term, 0, length);
                      places.computeIfAbsent(utf8.get(), added -> new ArrayList<>()).add(position);
                    }));
    return places;
  }
}
