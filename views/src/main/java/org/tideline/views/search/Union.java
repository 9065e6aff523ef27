package org.tideline.views.search;

import java.util.ArrayList;
import java.util.List;
import org.tideline.views.document.DocumentId;

/** The documents that at least one of several matchers is at. */
final class Union implements Walk {
  private final List<Matcher> left;
  private final int size;
  private boolean begun;
  private String document = "";

  Union(List<Matcher> all) {
    this.left = new ArrayList<>(all);
    this.size = (int) Math.min(all.stream().mapToLong(Matcher::size).sum(), Integer.MAX_VALUE);
  }

  @Override
  public boolean next() {
    String before = document;
    boolean first = !begun;
    left.removeIf(matcher -> (first || matcher.document().equals(before)) && !matcher.next());
    return met();
  }

  @Override
  public boolean advance(String target) {
    left.removeIf(matcher -> !matcher.advance(target));
    return met();
  }

  private boolean met() {
    begun = true;
    if (left.isEmpty()) {
      return false;
    }
    document = left.get(0).document();
    for (int i = 1; i < left.size(); i++) {
      String other = left.get(i).document();
      if (DocumentId.ORDER.compare(other, document) < 0) {
        document = other;
      }
    }
    return true;
  }

  @Override
  public String document() {
    return document;
  }

  @Override
  public int size() {
    return size;
  }
}
