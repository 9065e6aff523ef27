package org.tideline.views.search;

import java.util.List;
import java.util.stream.Stream;

/** What is looked for. */
public sealed interface SearchQuery {

  /** Documents that hold a term. */
  record Term(String term) implements SearchQuery {}

  /** Documents that hold any term that begins so. */
  record Prefix(String prefix) implements SearchQuery {}

  /**
   * Documents in which terms stand together.
   *
   * @param words two or more
   */
  record Phrase(List<Word> words) implements SearchQuery {
    public Phrase {
      if (words.size() < 2) {
        throw new IllegalArgumentException("phrase: expected two or more words, got " + words);
      }
      words = List.copyOf(words);
    }
  }

  /**
   * A term of a phrase.
   *
   * @param offset its position relative to those of the other words; what the analyzer left out,
   *     such as stop words, leaves a gap
   */
  record Word(String term, int offset) {}

  /**
   * Documents that match all of {@code must}, none of {@code mustNot}, and, where {@code must} is
   * empty, one or more of {@code should}, which else only add to the score.
   */
  record Bool(List<SearchQuery> must, List<SearchQuery> should, List<SearchQuery> mustNot)
      implements SearchQuery {
    public Bool {
      if (must.isEmpty() && should.isEmpty()) {
        throw new IllegalArgumentException(
            "bool: expected something that must or should match, got only " + mustNot);
      }
      must = List.copyOf(must);
      should = List.copyOf(should);
      mustNot = List.copyOf(mustNot);
    }
  }

  /** Its terms, prefixes and phrases. */
  default Stream<SearchQuery> leaves() {
    return this instanceof Bool bool
        ? Stream.of(bool.must(), bool.should(), bool.mustNot())
            .flatMap(List::stream)
            .flatMap(SearchQuery::leaves)
        : Stream.of(this);
  }

  /** Those of them that a document may be found by. */
  default Stream<SearchQuery> wanted() {
    return this instanceof Bool bool
        ? Stream.concat(bool.must().stream(), bool.should().stream()).flatMap(SearchQuery::wanted)
        : Stream.of(this);
  }
}
