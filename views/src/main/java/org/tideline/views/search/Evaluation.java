package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.DocumentId;

/**
 * A query over the merged postings: a document at a time, every document that matches. Scores are
 * those of Lucene's {@code BM25Similarity} with exact lengths; equal ones are in the order of ids.
 * Not safe for use by several threads.
 */
public final class Evaluation {
  private final SearchQuery query;
  private final PostingLists lists;
  private final CollectionStatistics statistics;
  private final Bm25 similarity;

  public Evaluation(
      SearchQuery query, PostingLists lists, CollectionStatistics statistics, Bm25 similarity) {
    this.query = query;
    this.lists = lists;
    this.statistics = statistics;
    this.similarity = similarity;
  }

  /**
   * The best documents.
   *
   * @param limit 1 or more
   * @param after the place in the result after which they stand; empty for its begin
   */
  public Ranking top(int limit, Optional<RankedDocument> after) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: expected 1 or more, got " + limit);
    }
    PriorityQueue<RankedDocument> best =
        new PriorityQueue<>(Math.min(limit, 1_024), Collections.reverseOrder());
    Matcher matches = matcher(query);
    long total = 0;
    while (matches.next()) {
      total++;
      float score = matches.score();
      // Later documents of an equal score come after all that are there.
      if (best.size() == limit && score <= best.peek().score()) {
        continue;
      }
      RankedDocument found = new RankedDocument(matches.document().utf8ToString(), score);
      if (after.isPresent() && found.compareTo(after.get()) <= 0) {
        continue;
      }
      best.add(found);
      if (best.size() > limit) {
        best.poll();
      }
      if (best.size() == limit) {
        matches.passOver(best.peek().score());
      }
    }
    total += matches.passed();
    List<RankedDocument> ordered = new ArrayList<>(best);
    Collections.sort(ordered);
    return new Ranking(total, ordered);
  }

  /**
   * How the score of a document comes about.
   *
   * @throws IllegalArgumentException if it does not match
   */
  public Explanation explain(String document) {
    Matcher matches = matcher(query);
    if (!new Follower(matches).matches(new BytesRef(document))) {
      throw new IllegalArgumentException(
          "document \"%s\": expected one that the query finds".formatted(document));
    }
    return matches.explain();
  }

  /**
   * What each of {@code documents} is found by, by id; the terms are those that the query may find
   * a document by.
   */
  public Map<String, FoundVersion> versions(Collection<String> documents) {
    SortedMap<String, FoundVersion> found = new TreeMap<>(DocumentId.ORDER);
    documents.forEach(id -> found.put(id, FoundVersion.NONE));
    query
        .wanted()
        .flatMap(this::termsOf)
        .distinct()
        .forEach(
            term -> {
              TermMatcher matcher = matcher(term);
              Follower follower = new Follower(matcher);
              found.replaceAll(
                  (id, version) ->
                      follower.matches(new BytesRef(id))
                          ? version.and(term, matcher.idf(), matcher.postings().logPosition())
                          : version);
            });
    return found;
  }

  private Stream<String> termsOf(SearchQuery leaf) {
    if (leaf instanceof SearchQuery.Term term) {
      return Stream.of(term.term());
    }
    if (leaf instanceof SearchQuery.Phrase phrase) {
      return phrase.words().stream().map(SearchQuery.Word::term);
    }
    return leaf instanceof SearchQuery.Prefix prefix
        ? lists.expansion(prefix.prefix()).stream()
        : Stream.empty();
  }

  private Matcher matcher(SearchQuery part) {
    if (part instanceof SearchQuery.Bool bool) {
      return BoolMatcher.of(
          matchers(bool.must()), matchers(bool.should()), matchers(bool.mustNot()));
    }
    if (part instanceof SearchQuery.Phrase phrase) {
      List<TermMatcher> words = phrase.words().stream().map(word -> matcher(word.term())).toList();
      return new PhraseMatcher(phrase, words, similarity, statistics);
    }
    if (part instanceof SearchQuery.Prefix prefix) {
      return new PrefixMatcher(
          prefix.prefix(), lists.expansion(prefix.prefix()).stream().map(lists::postings).toList());
    }
    return matcher(((SearchQuery.Term) part).term());
  }

  private List<Matcher> matchers(List<SearchQuery> parts) {
    return parts.stream().map(this::matcher).toList();
  }

  private TermMatcher matcher(String term) {
    return new TermMatcher(term, lists.postings(term), similarity, statistics);
  }
}
