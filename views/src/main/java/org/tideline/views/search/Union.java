package org.tideline.views.search;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/**
 * The documents that at least one of several matchers is at. Once documents are of no use that
 * score as little as the most frequent term alone can bring, that term only follows the others: of
 * the documents that it has alone no more is said than how many they are (Turtle and Flood, "Query
 * evaluation: strategies and optimizations", 1995, for one term).
 */
final class Union implements Walk {
  private static final int NONE = -1;

  private final List<Matcher> all;

  /** The place of the most frequent term, if one is a term that may follow. */
  private final int frequent;

  private boolean follows;

  /** At how many documents it was. */
  private int frequentSeen;

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
    this.frequent = frequent(all);
  }

  private static int frequent(List<Matcher> all) {
    int frequent = NONE;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof TermMatcher
          && (frequent == NONE || all.get(i).size() > all.get(frequent).size())) {
        frequent = i;
      }
    }
    return frequent;
  }

  /** As {@link Matcher#passOver}. */
  void passOver(float score) {
    follows = follows || frequent != NONE && ((TermMatcher) all.get(frequent)).idf() <= score;
  }

  /** As {@link Matcher#passed}. */
  int passed() {
    return follows ? all.get(frequent).size() - frequentSeen : 0;
  }

  @Override
  public boolean next() {
    for (int i = 0; i < more.length; i++) {
      if ((!begun || here[i]) && !isFollower(i)) {
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

  private boolean isFollower(int place) {
    return follows && place == frequent;
  }

  private boolean met() {
    begun = true;
    boolean any = false;
    for (int i = 0; i < more.length; i++) {
      here[i] = false;
      if (more[i] && !isFollower(i)) {
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
    if (follows && any) {
      follow();
    }
    if (any && frequent != NONE && here[frequent]) {
      frequentSeen++;
    }
    return any;
  }

  /** Whether the most frequent term has the document that the others are at. */
  private void follow() {
    Matcher follower = all.get(frequent);
    if (more[frequent] && follower.document().compareTo(document) < 0) {
      more[frequent] = follower.advance(document);
    }
    here[frequent] = more[frequent] && follower.document().bytesEquals(document);
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
