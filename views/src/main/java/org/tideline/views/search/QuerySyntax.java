package org.tideline.views.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.tideline.views.analysis.TermAnalyzer;

/**
 * Reads queries in the classic syntax of Lucene, by its own parser: words, {@code "phrases"},
 * {@code prefix*}, {@code AND OR NOT + - ( )}. Words without an operator between them are joined by
 * OR. Words and phrases are taken through the analyzer, as the documents were; a prefix is only put
 * into its lower case, where the analyzer does that.
 */
public final class QuerySyntax {
  /** The longest query, in UTF-16 units. */
  public static final int MAX_LENGTH = 4_096;

  /** How deep parentheses may nest: the parser goes down with them. */
  public static final int MAX_DEPTH = 100;

  static final String SUPPORTED =
      "supported are words, \"phrases\", prefix*, AND, OR, NOT, +, - and parentheses; \\ before a character lets it stand for itself";

  private QuerySyntax() {}

  /**
   * The query that {@code text} says.
   *
   * @throws QuerySyntaxException if it cannot be read, asks for what is not supported, says only
   *     what must not match, or has no term
   */
  public static SearchQuery parse(String text, TermAnalyzer analyzer) {
    if (text.length() > MAX_LENGTH) {
      throw QuerySyntaxException.at(
          MAX_LENGTH,
          text,
          "expected at most %d characters, found %d".formatted(MAX_LENGTH, text.length()));
    }
    requireShallow(text);
    Query query = new ClassicParser(text, analyzer.lucene()).query();
    if (query instanceof BooleanQuery bool && bool.clauses().isEmpty()) {
      throw QuerySyntaxException.at(0, text, "expected one or more terms, the analyzer finds none");
    }
    return translated(query, text);
  }

  private static void requireShallow(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '"' -> quoted = !quoted;
        case '(' -> depth += quoted ? 0 : 1;
        case ')' -> depth -= quoted ? 0 : 1;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw QuerySyntaxException.at(
            i, text, "expected parentheses at most %d deep, found more".formatted(MAX_DEPTH));
      }
    }
  }

  private static SearchQuery translated(Query query, String text) {
    if (query instanceof TermQuery word) {
      return new SearchQuery.Term(term(word.getTerm()));
    }
    if (query instanceof PrefixQuery prefix) {
      return new SearchQuery.Prefix(term(prefix.getPrefix()));
    }
    if (query instanceof PhraseQuery phrase) {
      return phrase(phrase);
    }
    if (query instanceof BooleanQuery bool) {
      return bool(bool, text);
    }
    throw new IllegalStateException(
        "query \"%s\": the parser made a %s of it, which it should have refused"
            .formatted(text, query.getClass().getSimpleName()));
  }

  private static SearchQuery phrase(PhraseQuery phrase) {
    List<SearchQuery.Word> words = new ArrayList<>();
    for (int i = 0; i < phrase.getTerms().length; i++) {
      words.add(new SearchQuery.Word(term(phrase.getTerms()[i]), phrase.getPositions()[i]));
    }
    return new SearchQuery.Phrase(words);
  }

  private static SearchQuery bool(BooleanQuery bool, String text) {
    List<SearchQuery> must = new ArrayList<>();
    List<SearchQuery> should = new ArrayList<>();
    List<SearchQuery> mustNot = new ArrayList<>();
    for (BooleanClause clause : bool.clauses()) {
      SearchQuery query = translated(clause.getQuery(), text);
      switch (clause.getOccur()) {
        case MUST, FILTER -> must.add(query);
        case SHOULD -> should.add(query);
        case MUST_NOT -> mustNot.add(query);
      }
    }
    if (must.isEmpty() && should.isEmpty()) {
      throw QuerySyntaxException.at(
          0,
          text,
          "expected something to look for beside what is excluded by NOT or -, here or in these parentheses");
    }
    return new SearchQuery.Bool(must, should, mustNot);
  }

  private static String term(Term term) {
    return term.bytes().utf8ToString();
  }

  /** Puts {@code \} before every character that has a meaning. */
  public static String escape(String word) {
    return QueryParser.escape(word);
  }
}
