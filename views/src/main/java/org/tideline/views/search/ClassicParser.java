package org.tideline.views.search;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.Token;
import org.apache.lucene.queryparser.classic.TokenMgrError;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Lucene's parser, which refuses what is not supported where it stands. */
final class ClassicParser extends QueryParser {
  /** That of words without one; nobody can write it before a colon. */
  private static final String FIELD = "";

  private static final Pattern LEXICAL = Pattern.compile("column (\\d+)\\.");
  private static final int END = 0;
  private static final String SUPPORTED = QuerySyntax.SUPPORTED;

  private final String text;

  ClassicParser(String text, Analyzer analyzer) {
    super(FIELD, analyzer);
    this.text = text;
  }

  Query query() {
    try {
      return parse(text);
    } catch (ParseException e) {
      throw explained(e);
    }
  }

  private QuerySyntaxException explained(ParseException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ParseException syntax && syntax.currentToken != null) {
      Token found = syntax.currentToken.next;
      return found.kind == END ? atEnd() : unexpected(found);
    }
    if (cause instanceof TokenMgrError lexical) {
      return unreadable(lexical);
    }
    if (cause instanceof IndexSearcher.TooManyClauses) {
      return QuerySyntaxException.at(
          0,
          text,
          "expected at most %d clauses, found more".formatted(IndexSearcher.getMaxClauseCount()));
    }
    // Escapes that Lucene refuses without saying where, such as that of half a code.
    return QuerySyntaxException.at(
        token == null ? 0 : token.beginColumn,
        text,
        "%s; %s".formatted(cause == null ? failure.getMessage() : cause.getMessage(), SUPPORTED));
  }

  private QuerySyntaxException atEnd() {
    String expected =
        text.isBlank()
            ? "expected a word or a \"phrase\", found nothing"
            : "expected a word, a \"phrase\", or a closing ), found the end";
    return QuerySyntaxException.at(text.length(), text, expected);
  }

  private QuerySyntaxException unexpected(Token found) {
    return QuerySyntaxException.at(
        found.beginColumn,
        text,
        "expected a word or a \"phrase\", found %s; %s".formatted(found.image, SUPPORTED));
  }

  /** What is no token: something that is opened and not closed, or a character out of place. */
  private QuerySyntaxException unreadable(TokenMgrError lexical) {
    int open = open();
    if (open >= 0) {
      char what = text.charAt(open);
      return QuerySyntaxException.at(
          open,
          text,
          "expected a closing %s to this one, or \\ before it, found none".formatted(what));
    }
    Matcher column = LEXICAL.matcher(lexical.getMessage());
    int place = column.find() ? Integer.parseInt(column.group(1)) - 1 : text.length();
    String wrong =
        place < text.length()
            ? "expected no %s here".formatted(text.charAt(place))
            : "expected a character after \\, found the end";
    return QuerySyntaxException.at(place, text, wrong + "; " + SUPPORTED);
  }

  /** Where the " or / stands that nothing closes; -1 if there is none. */
  private int open() {
    int open = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (open < 0 && (c == '"' || c == '/')) {
        open = i;
      } else if (open >= 0 && c == text.charAt(open)) {
        open = -1;
      }
    }
    return open;
  }

  private QuerySyntaxException unsupported(String what) {
    return QuerySyntaxException.at(
        token.beginColumn, text, "%s not supported; %s".formatted(what, SUPPORTED));
  }

  private void requireNoField(String field) {
    if (!FIELD.equals(field)) {
      throw unsupported("fields (\"%s:\") are".formatted(field));
    }
  }

  @Override
  protected Query getFieldQuery(String field, String words, boolean quoted) throws ParseException {
    requireNoField(field);
    return super.getFieldQuery(field, words, quoted);
  }

  @Override
  protected Query getFieldQuery(String field, String words, int slop) throws ParseException {
    if (slop != 0) {
      throw unsupported("a distance after a phrase (~) is");
    }
    return super.getFieldQuery(field, words, slop);
  }

  @Override
  protected Query getPrefixQuery(String field, String prefix) throws ParseException {
    requireNoField(field);
    return super.getPrefixQuery(field, prefix);
  }

  @Override
  protected void addClause(
      List<BooleanClause> clauses, int conjunction, int modifiers, Query query) {
    if (query instanceof BoostQuery) {
      throw unsupported("a weight (^) is");
    }
    super.addClause(clauses, conjunction, modifiers, query);
  }

  @Override
  protected Query getWildcardQuery(String field, String pattern) {
    throw unsupported("* or ? other than one * at the end of a word is");
  }

  @Override
  protected float getFuzzyDistance(Token fuzzy, String word) {
    throw unsupported("a fuzzy word (~) is");
  }

  @Override
  protected Query getRegexpQuery(String field, String expression) {
    throw unsupported("a regular expression (/) is");
  }

  @Override
  protected Query getRangeQuery(
      String field, String from, String to, boolean includesFrom, boolean includesTo) {
    throw unsupported("a range is");
  }
}
