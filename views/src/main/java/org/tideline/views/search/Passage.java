package org.tideline.views.search;

import java.util.List;

/**
 * A piece of a text with the places of the terms that it was found by.
 *
 * @param text white space and control characters in it are single spaces
 * @param marks in their order, not overlapping
 * @param afterBegin whether text before it was left out
 * @param beforeEnd whether text after it was left out
 */
public record Passage(String text, List<Mark> marks, boolean afterBegin, boolean beforeEnd) {

  /** Where a term stands: {@code [start, end)} in UTF-16 units of the passage. */
  public record Mark(int start, int end) {}

  public Passage {
    int last = 0;
    for (Mark mark : marks) {
      if (mark.start() < last || mark.end() <= mark.start() || mark.end() > text.length()) {
        throw new IllegalArgumentException(
            "passage of %d units: expected marks in order inside, got %s"
                .formatted(text.length(), marks));
      }
      last = mark.end();
    }
    marks = List.copyOf(marks);
  }

  /** The passage as one string, with a mark before and after every term. */
  public String marked(String before, String after) {
    StringBuilder marked = new StringBuilder(afterBegin ? "…" : "");
    int done = 0;
    for (Mark mark : marks) {
      marked.append(text, done, mark.start()).append(before);
      marked.append(text, mark.start(), mark.end()).append(after);
      done = mark.end();
    }
    return marked.append(text, done, text.length()).append(beforeEnd ? "…" : "").toString();
  }
}
