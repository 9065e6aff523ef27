package org.tideline.views.search;

import java.util.List;
import java.util.stream.Stream;

/** The documents that match a combination; they score the sum of what they match of it. */
final class BoolMatcher implements Matcher {
  private final List<Matcher> must;
  private final List<Matcher> should;
  private final List<Matcher> mustNot;
  private final Walk documents;

  BoolMatcher(List<Matcher> must, List<Matcher> should, List<Matcher> mustNot) {
    this.must = must;
    this.should = should;
    this.mustNot = mustNot;
    this.documents = must.isEmpty() ? new Union(should) : new Conjunction(must);
  }

  @Override
  public boolean next() {
    return documents.next() && allowed();
  }

  @Override
  public boolean advance(String document) {
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

  private boolean excluded(String document) {
    for (Matcher excluding : mustNot) {
      if (excluding.isAt(document)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String document() {
    return documents.document();
  }

  @Override
  public float score() {
    String document = document();
    double sum = 0;
    for (Matcher required : must) {
      sum += required.score();
    }
    for (Matcher optional : should) {
      if (optional.isAt(document)) {
        sum += optional.score();
      }
    }
    return (float) sum;
  }

  @Override
  public Explanation explain() {
    String document = document();
    List<Explanation> parts =
        Stream.concat(must.stream(), should.stream().filter(part -> part.isAt(document)))
            .map(Matcher::explain)
            .toList();
    return new Explanation(score(), "sum of", parts);
  }

  @Override
  public int size() {
    return documents.size();
  }
}
