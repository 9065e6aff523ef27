package org.tideline.views.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How the reference divides a text into words. {@code letter} and {@code whitespace} are written
 * out here; the other two ask Lucene for strings, one token at a time.
 */
public enum Tokenisation implements Function<String, List<String>> {
  STANDARD {
    @Override
    public List<String> apply(String text) {
      try (Analyzer analyzer = new StandardAnalyzer()) {
        return luceneTokens(analyzer, text);
      }
    }
  },
  ENGLISH {
    @Override
    public List<String> apply(String text) {
      try (Analyzer analyzer = new EnglishAnalyzer()) {
        return luceneTokens(analyzer, text);
      }
    }
  },
  LETTER {
    @Override
    public List<String> apply(String text) {
      return runs(text, Character::isLetter);
    }
  },
  WHITESPACE {
    @Override
    public List<String> apply(String text) {
      return runs(text, c -> !Character.isWhitespace(c));
    }
  };

  private static final int CUT = 255;

  private static List<String> runs(String text, IntPredicate inside) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      if (inside.test(c)) {
        token.appendCodePoint(c);
      }
      if (token.length() >= CUT || !inside.test(c) && token.length() > 0) {
        tokens.add(token.toString());
        token.setLength(0);
      }
    }
    if (token.length() > 0) {
      tokens.add(token.toString());
    }
    return tokens;
  }

  private static List<String> luceneTokens(Analyzer analyzer, String text) {
    List<String> tokens = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        tokens.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tokens;
  }
}
