package org.tideline.benchmarks.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Document;
import org.tideline.views.search.QuerySyntax;

/**
 * Queries of two words, each word drawn as one would put a finger into the texts, so that frequent
 * words come often; the same ones at every run.
 */
final class DrawnQueries {
  private static final long SEED = 20_260_102;

  /** What a query asks for. */
  enum Kind {
    /** Words of two speeches. */
    OR,
    /** Words of one speech. */
    AND,
    /** Words that stand side by side. */
    PHRASE;

    String key() {
      return this == PHRASE ? "phrase" : name();
    }
  }

  private final List<Document> speeches;
  private final TermAnalyzer analyzer;
  private final Random random = new Random(SEED);

  private DrawnQueries(List<Document> speeches, TermAnalyzer analyzer) {
    this.speeches = speeches;
    this.analyzer = analyzer;
  }

  /** So many different queries of a kind. */
  static List<String> of(Kind kind, int number, List<Document> speeches, TermAnalyzer analyzer) {
    DrawnQueries drawn = new DrawnQueries(speeches, analyzer);
    List<String> queries = new ArrayList<>();
    while (queries.size() < number) {
      String query = drawn.next(kind);
      if (!queries.contains(query)) {
        queries.add(query);
      }
    }
    return queries;
  }

  private String next(Kind kind) {
    return switch (kind) {
      case OR -> twoOf(words(), words(), "%s OR %s"::formatted);
      case AND -> {
        List<String> words = words();
        yield twoOf(words, words, "%s AND %s"::formatted);
      }
      case PHRASE -> {
        List<String> words = words();
        int at = random.nextInt(words.size() - 1);
        yield "\"%s %s\"".formatted(words.get(at), words.get(at + 1));
      }
    };
  }

  private String twoOf(
      List<String> first, List<String> second, BiFunction<String, String, String> form) {
    while (true) {
      String one = first.get(random.nextInt(first.size()));
      String other = second.get(random.nextInt(second.size()));
      if (!one.equals(other)) {
        return form.apply(one, other);
      }
    }
  }

  /** Those of a speech that has two different ones. */
  private List<String> words() {
    while (true) {
      List<String> words = new ArrayList<>();
      String text = speeches.get(random.nextInt(speeches.size())).text();
      analyzer.forEachTerm(
          text,
          term -> words.add(QuerySyntax.escape(term.utf8ToString().toLowerCase(Locale.ROOT))));
      if (words.stream().distinct().count() > 1) {
        return words;
      }
    }
  }
}
