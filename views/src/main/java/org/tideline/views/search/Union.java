package org.tideline.views.search;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** The documents that at least one of several matchers is at. */
final class Union implements Walk {
  private final List<Matcher> all;

  /** Which matchers have a document, and which of them that which this is at. */
  private final boolean[] more;

  private final boolean[] here;
  private final int size;
  private boolean begun;
  private BytesRef document = new BytesRef();

  Union(List<Matcher> all) {
    this.all = all;
    this.more = new boolean[all.size()];
    this.here = new boolean[all.size()];
    this.size = (int) Math.min(all.stream().mapToLong(Matcher::size).sum(), Integer.MAX_VALUE);
  }

  @Override
  public boolean next() {
    for (int i = 0; i < more.length; i++) {
      if (!begun || here[i]) {
        more[i] = all.get(i).next();
      }
    }
    return met();
  }

  @Override
  public boolean advance(BytesRef target) {
    for (int i = 0; i < more.length; i++) {
      if (!begun || more[i] && all.get(i).document().compareTo(target) < 0) {
        more[i] = all.get(i).advance(target);
      }
    }
    return met();
  }

  private boolean met() {
    begun = true;
    boolean any = false;
    for (int i = 0; i < more.length; i++) {
      here[i] = false;
      if (more[i]) {
        BytesRef other = all.get(i).document();
        int order = any ? other.compareTo(document) : -1;
        if (order < 0) {
          // Those before are at a later one.
          Arrays.fill(here, 0, i, false);
          document = other;
        }
        here[i] = order <= 0;
        any = true;
      }
    }
    return any;
  }

  /** The sum of the scores of those that are at the document, in their order. */
  double score() {
    double sum = 0;
    for (int i = 0; i < here.length; i++) {
      if (here[i]) {
        sum += all.get(i).score();
      }
    }
    return sum;
  }

  /** Whether the matcher with that place is at the document. */
  boolean isHere(int place) {
    return here[place];
  }

  @Override
  public BytesRef document() {
    return document;
  }

  @Override
  public int size() {
    return size;
  }
}
