package org.tideline.views.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private record Found(String term, int start, int end) {}

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
    List<Found> best = best(text, weights);
    int from = best.isEmpty() ? 0 : best.get(0).start();
    int to = best.isEmpty() ? 0 : best.get(best.size() - 1).end();
    int start = wordStart(text, from - AROUND, from);
    int end = wordEnd(text, Math.max(to + AROUND, start + SPAN + AROUND), to);
    StringBuilder shown = new StringBuilder();
    List<Passage.Mark> marks = new ArrayList<>();
    int done = start;
    for (Found found : best) {
      append(shown, text, done, found.start());
      int mark = shown.length();
      append(shown, text, found.start(), found.end());
      if (shown.length() > mark) {
        marks.add(new Passage.Mark(mark, shown.length()));
      }
      done = found.end();
    }
    append(shown, text, done, end);
    return new Passage(shown.toString(), marks, start > 0, end < text.length());
  }

  /** The terms of the best span; of equal ones the first. */
  private List<Found> best(String text, Map<String, Float> weights) {
    double all = weights.values().stream().mapToDouble(Float::doubleValue).sum();
    Deque<Found> span = new ArrayDeque<>();
    Map<String, Integer> held = new HashMap<>();
    List<Found> best = List.of();
    double worth = 0;
    double bestWorth = -1;
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.getAttribute(OffsetAttribute.class);
      tokens.reset();
      while (bestWorth < all - 1e-6 && tokens.incrementToken()) {
        if (!best.isEmpty() && offset.startOffset() > LOOKED_AT) {
          break;
        }
        Found found = new Found(term.toString(), offset.startOffset(), offset.endOffset());
        if (weights.containsKey(found.term())) {
          span.add(found);
          worth += held.merge(found.term(), 1, Integer::sum) == 1 ? weights.get(found.term()) : 0;
          while (found.end() - span.peek().start() > SPAN && span.size() > 1) {
            String gone = span.remove().term();
            worth -= held.merge(gone, -1, Integer::sum) == 0 ? weights.get(gone) : 0;
          }
          if (worth > bestWorth + 1e-6) {
            bestWorth = worth;
            best = List.copyOf(span);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return best;
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
