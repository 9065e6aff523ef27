package org.tideline.views.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** The documents that match a combination; they score the sum of what they match of it. */
abstract class BoolMatcher implements Matcher {
  private final Walk documents;
  private final List<Follower> mustNot;

  private BoolMatcher(Walk documents, List<Matcher> mustNot) {
    this.documents = documents;
    this.mustNot = mustNot.stream().map(Follower::new).toList();
  }

  /** The combination; not both of the first two are empty. */
  static BoolMatcher of(List<Matcher> must, List<Matcher> should, List<Matcher> mustNot) {
    return must.isEmpty() ? new Any(should, mustNot) : new All(must, should, mustNot);
  }

  /** Documents that match one or more. */
  private static final class Any extends BoolMatcher {
    private final List<Matcher> should;
    private final Union documents;

    Any(List<Matcher> should, List<Matcher> mustNot) {
      this(should, new Union(should), mustNot);
    }

    private Any(List<Matcher> should, Union documents, List<Matcher> mustNot) {
      super(documents, mustNot);
      this.should = should;
      this.documents = documents;
    }

    @Override
    List<Matcher> matching() {
      List<Matcher> matching = new ArrayList<>();
      for (int i = 0; i < should.size(); i++) {
        if (documents.isHere(i)) {
          matching.add(should.get(i));
        }
      }
      return matching;
    }

    @Override
    public float score() {
      return (float) documents.score();
    }

    @Override
    public void passOver(float score) {
      if (!excludes()) {
        documents.passOver(score);
      }
    }

    @Override
    public int passed() {
      return documents.passed();
    }
  }

  /** Documents that match all of some, and may match others. */
  private static final class All extends BoolMatcher {
    private final List<Matcher> must;
    private final List<Follower> should;

    All(List<Matcher> must, List<Matcher> should, List<Matcher> mustNot) {
      super(new Conjunction(must), mustNot);
      this.must = must;
      this.should = should.stream().map(Follower::new).toList();
    }

    @Override
    List<Matcher> matching() {
      List<Matcher> matching = new ArrayList<>(must);
      should.stream()
          .filter(optional -> optional.matches(document()))
          .map(Follower::matcher)
          .forEach(matching::add);
      return matching;
    }

    @Override
    public float score() {
      double sum = 0;
      for (Matcher required : must) {
        sum += required.score();
      }
      for (Follower optional : should) {
        if (optional.matches(document())) {
          sum += optional.matcher().score();
        }
      }
      return (float) sum;
    }
  }

  /** Those that the document it is at matches, in the order in which they are summed. */
  abstract List<Matcher> matching();

  @Override
  public boolean next() {
    return documents.next() && allowed();
  }

  @Override
  public boolean advance(BytesRef document) {
    return documents.advance(document) && allowed();
  }

  /** From the document it is at to the first that is not excluded. */
  private boolean allowed() {
    while (excluded(documents.document())) {
      if (!documents.next()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some of the documents may be excluded. */
  boolean excludes() {
    return !mustNot.isEmpty();
  }

  private boolean excluded(BytesRef document) {
    for (Follower excluding : mustNot) {
      if (excluding.matches(document)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public BytesRef document() {
    return documents.document();
  }

  @Override
  public Explanation explain() {
    return new Explanation(score(), "sum of", matching().stream().map(Matcher::explain).toList());
  }

  @Override
  public int size() {
    return documents.size();
  }
}
