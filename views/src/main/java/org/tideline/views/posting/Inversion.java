package org.tideline.views.posting;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;

/**
 * Divides one text after another and groups the places of each by term, with no object per term or
 * place. The terms of a text are counted from 0 in the order in which they first stand in it; the
 * table gives each the number that it keeps over all texts. Not safe for use by several threads.
 */
public final class Inversion {
  /** Rooms above this are given back when they are not needed any more. */
  private static final int KEPT_ROOM = 1 << 16;

  private final TermAnalyzer analyzer;
  private final TermTable table;

  /** Per number of the table: which text had it last, and as which of its terms. */
  private int[] lastText = new int[128];

  private int[] lastIndex = new int[128];
  private int text;

  /** Per term of the text. */
  private int[] numbers = new int[64];

  private int[] ends = new int[64];
  private int size;

  /** Per place of the text, in its order. */
  private int[] places = new int[128];

  private int[] indices = new int[128];
  private int length;

  private int[] positions = new int[128];

  /** Texts divided by {@code analyzer}; {@code table} gains their terms. */
  public Inversion(TermAnalyzer analyzer, TermTable table) {
    this.analyzer = analyzer;
    this.table = table;
  }

  /** Takes {@code newText} in place of the text before. */
  public void invert(String newText) {
    begin();
    analyzer.forEachTerm(newText, this::add);
    group();
  }

  private void begin() {
    if (places.length > KEPT_ROOM) {
      places = new int[128];
      indices = new int[128];
      positions = new int[128];
    }
    text++;
    size = 0;
    length = 0;
  }

  private void add(char[] term, int termLength, int position) {
    int number = table.number(term, termLength);
    if (number >= lastText.length) {
      lastText = ArrayUtil.grow(lastText, number + 1);
      lastIndex = ArrayUtil.growExact(lastIndex, lastText.length);
    }
    if (lastText[number] != text) {
      lastText[number] = text;
      lastIndex[number] = size;
      if (size == numbers.length) {
        numbers = ArrayUtil.grow(numbers);
        ends = ArrayUtil.growExact(ends, numbers.length);
      }
      numbers[size] = number;
      ends[size++] = 0;
    }
    if (length == places.length) {
      places = ArrayUtil.grow(places);
      indices = ArrayUtil.growExact(indices, places.length);
    }
    int index = lastIndex[number];
    places[length] = position;
    indices[length++] = index;
    ends[index]++;
  }

  /** A counting sort: ends hold frequencies, then where each term begins, then where it ends. */
  private void group() {
    if (positions.length < length) {
      positions = new int[places.length];
    }
    int start = 0;
    for (int index = 0; index < size; index++) {
      int frequency = ends[index];
      ends[index] = start;
      start += frequency;
    }
    for (int place = 0; place < length; place++) {
      positions[ends[indices[place]]++] = places[place];
    }
  }

  /** How many terms the text has, each counted as often as it stands there. */
  public int length() {
    return length;
  }

  /** How many different terms the text has. */
  public int size() {
    return size;
  }

  /** The number in the table of the term with that index, from 0 to {@link #size}. */
  public int number(int index) {
    return numbers[index];
  }

  /** Where the positions of a term begin in {@link #positions}. */
  public int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Where the positions of a term end in {@link #positions}. */
  public int end(int index) {
    return ends[index];
  }

  /** How often the term with that index stands in the text. */
  public int frequency(int index) {
    return end(index) - start(index);
  }

  /** The positions of all terms, one term after the other; valid until the next text. */
  public int[] positions() {
    return positions;
  }

  /** Whether the text holds the term with that number in the table. */
  public boolean holds(int number) {
    return number < lastText.length && text > 0 && lastText[number] == text;
  }

  /** Forgets the text; to be called whenever the table forgets its terms. */
  public void clear() {
    Arrays.fill(lastText, 0);
    text = 0;
    size = 0;
    length = 0;
  }

  /** Bytes of heap that the numbers of the table and the text of now take. */
  public long heapBytes() {
    return 8L * table.size() + 8L * numbers.length + 4L * (2L * places.length + positions.length);
  }
}
