package org.tideline.views.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.tideline.views.analysis.TermAnalyzer;

/**
 * Picks the passage of a text that shows best why it was found: the first in which the terms
 * together are rarest. Not safe for use by several threads.
 */
public final class PassageFinder {
  /** Of the terms of a passage, in UTF-16 units; some text around them is shown with them. */
  private static final int SPAN = 120;

  private static final int AROUND = 40;

  /** Where something was found, no more of a long text than this is looked at. */
  private static final int LOOKED_AT = 200_000;

  private record Token(String term, int start, int end) {}

  private final Analyzer analyzer;

  /** Divides texts by {@code analyzer}, as their index did. */
  public PassageFinder(TermAnalyzer analyzer) {
    this.analyzer = analyzer.lucene();
  }

  /**
   * The passage.
   *
   * @param weights the terms to show, and how much each is worth; may be empty
   */
  public Passage find(String text, Map<String, Float> weights) {
    Best best = new Best(weights);
    forEachToken(text, best);
    int start = wordStart(text, best.from - AROUND, best.from);
    int end = wordEnd(text, Math.max(best.to + AROUND, start + SPAN + AROUND), best.to);
    String piece = text.substring(start, end);
    StringBuilder shown = new StringBuilder();
    List<Passage.Mark> marks = new ArrayList<>();
    int[] done = {0};
    forEachToken(
        piece,
        token -> {
          if (weights.containsKey(token.term()) && token.start() >= done[0]) {
            append(shown, piece, done[0], token.start());
            int mark = shown.length();
            append(shown, piece, token.start(), token.end());
            marks.add(new Passage.Mark(mark, shown.length()));
            done[0] = token.end();
          }
          return true;
        });
    append(shown, piece, done[0], piece.length());
    return new Passage(shown.toString(), marks, start > 0, end < text.length());
  }

  private void forEachToken(String text, Predicate<Token> more) {
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.getAttribute(OffsetAttribute.class);
      tokens.reset();
      boolean wanted = true;
      while (wanted && tokens.incrementToken()) {
        wanted = more.test(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  /** Looks for the span whose terms are worth most; of equal ones the first. */
  private static final class Best implements Predicate<Token> {
    private static final double ROUNDING = 1e-6;

    private final Map<String, Float> weights;
    private final double all;
    private final Deque<Token> span = new ArrayDeque<>();
    private final Map<String, Integer> held = new HashMap<>();
    private double worth;
    private double bestWorth;
    private int from;
    private int to;

    Best(Map<String, Float> weights) {
      this.weights = weights;
      this.all = weights.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    /** Takes the next token; false once no later span can be better. */
    @Override
    public boolean test(Token token) {
      if (weights.containsKey(token.term())) {
        span.add(token);
        worth += held.merge(token.term(), 1, Integer::sum) == 1 ? weights.get(token.term()) : 0;
        while (token.end() - span.peek().start() > SPAN && span.size() > 1) {
          String gone = span.remove().term();
          worth -= held.merge(gone, -1, Integer::sum) == 0 ? weights.get(gone) : 0;
        }
        if (worth > bestWorth + ROUNDING) {
          bestWorth = worth;
          from = span.peek().start();
          to = token.end();
        }
      }
      return bestWorth < all - ROUNDING && (bestWorth == 0 || token.start() < LOOKED_AT);
    }
  }

  /** The begin of the first word at or after {@code wanted}, if it is before {@code latest}. */
  private static int wordStart(String text, int wanted, int latest) {
    int start = Math.max(0, wanted);
    while (start > 0 && start < latest && !Character.isWhitespace(text.charAt(start - 1))) {
      start++;
    }
    return start;
  }

  /** The end of the last word before {@code wanted}, if it is after {@code earliest}. */
  private static int wordEnd(String text, int wanted, int earliest) {
    if (wanted >= text.length()) {
      return text.length();
    }
    int end = wanted;
    while (end > earliest && end > wanted - AROUND && !Character.isWhitespace(text.charAt(end))) {
      end--;
    }
    if (Character.isWhitespace(text.charAt(end))) {
      return end;
    }
    // Where there is no white space at all, a pair of surrogates is not divided all the same.
    return Character.isLowSurrogate(text.charAt(wanted)) ? wanted + 1 : wanted;
  }

  private static void append(StringBuilder shown, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isISOControl(c)) {
        shown.append(c);
      } else if (shown.length() > 0 && shown.charAt(shown.length() - 1) != ' ') {
        shown.append(' ');
      }
    }
  }
}
