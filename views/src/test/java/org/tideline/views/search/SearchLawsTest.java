package org.tideline.views.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentId;

/**
 * For any documents and any query: the documents that are found, their scores and their order are
 * those of an index of Lucene. {@code -Dtideline.law.seed=N} lets one try happen again.
 */
class SearchLawsTest {
  private static final Optional<Long> ONLY = Optional.ofNullable(Long.getLong("tideline.law.seed"));

  private static final List<String> WORDS =
      List.of("the", "of", "sea", "seal", "seas", "season", "ship", "ships", "whale", "é");

  /** Above this, Lucene's own similarity rounds lengths. */
  private static final int EXACT_IN_A_BYTE = 39;

  /** Sums of the same numbers in another order. */
  private static final float LAST_DIGITS = 1e-6f;

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void findsAndRanksAsLucene(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    boolean english = random.nextBoolean();
    boolean shortTexts = random.nextBoolean();
    float k1 = random.nextInt(4) == 0 ? random.nextFloat() * 3 : 0.9f;
    float b = random.nextInt(4) == 0 ? random.nextFloat() : 0.4f;
    SortedMap<String, String> texts = texts(random, shortTexts ? EXACT_IN_A_BYTE : 90);
    Similarity similarity =
        shortTexts ? new BM25Similarity(k1, b) : LuceneIndex.exactLengths(k1, b);
    try (TermAnalyzer analyzer = TermAnalyzer.named(english ? "english" : "standard");
        Analyzer lucene = english ? new EnglishAnalyzer() : new StandardAnalyzer();
        LuceneIndex index = new LuceneIndex(texts, lucene, similarity)) {
      InMemoryPostings postings = new InMemoryPostings(texts, analyzer);
      RandomQueries queries = new RandomQueries(random, WORDS);
      for (int i = 0; i < 5; i++) {
        String text = queries.next();
        Optional<SearchQuery> query = parsed(text, analyzer);
        if (ONLY.isEmpty()) {
          Statistics.label("can be asked")
              .collect(query.isPresent())
              .coverage(share -> share.check(true).percentage(found -> found >= 80));
        }
        query.ifPresent(
            asked ->
                compare(
                    text,
                    index.search(text),
                    new Evaluation(asked, postings, postings.statistics(), new Bm25(k1, b))));
      }
    }
  }

  /** None where it says only what must not be there, or consists of stop words. */
  private static Optional<SearchQuery> parsed(String text, TermAnalyzer analyzer) {
    try {
      return Optional.of(QuerySyntax.parse(text, analyzer));
    } catch (QuerySyntaxException e) {
      return Optional.empty();
    }
  }

  private static void compare(String query, List<RankedDocument> expected, Evaluation evaluation) {
    Ranking found = evaluation.top(1_000, Optional.empty());
    assertThat(found.total()).as(query).isEqualTo(expected.size());
    Map<String, Float> lucene = new HashMap<>();
    expected.forEach(document -> lucene.put(document.id(), document.score()));
    assertThat(found.documents()).as(query).isSorted();
    for (int i = 0; i < expected.size(); i++) {
      RankedDocument ours = found.documents().get(i);
      assertThat(lucene).as(query).containsKey(ours.id());
      assertThat(equal(ours.score(), lucene.get(ours.id())))
          .as("%s: score of %s, expected %s", query, ours, lucene.get(ours.id()))
          .isTrue();
      // The same order, but where the last digits decide.
      assertThat(
              ours.id().equals(expected.get(i).id())
                  || lucene.get(ours.id()) != expected.get(i).score()
                      && equal(lucene.get(ours.id()), expected.get(i).score()))
          .as("%s: place %d, expected %s, found %s", query, i, expected.get(i), ours)
          .isTrue();
      assertThat(evaluation.explain(ours.id()).value()).isEqualTo(ours.score());
    }
    assertThat(pages(evaluation, found.total())).as(query).isEqualTo(found.documents());
  }

  private static boolean equal(float one, float other) {
    return Math.abs(one - other) <= LAST_DIGITS * Math.max(Math.abs(one), Math.abs(other));
  }

  private static List<RankedDocument> pages(Evaluation evaluation, long total) {
    List<RankedDocument> all = new ArrayList<>();
    Ranking page = evaluation.top(3, Optional.empty());
    while (!page.documents().isEmpty()) {
      assertThat(page.total()).isEqualTo(total);
      all.addAll(page.documents());
      RankedDocument last = page.documents().get(page.documents().size() - 1);
      page = evaluation.top(3, Optional.of(RankedDocument.ofToken(last.token())));
    }
    return all;
  }

  private static SortedMap<String, String> texts(Random random, int longest) {
    SortedMap<String, String> texts = new TreeMap<>(DocumentId.ORDER);
    int documents = 1 + random.nextInt(30);
    for (int i = 0; i < documents; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(random.nextInt(longest) + 1);
      for (int word = 0; word < length; word++) {
        text.append(WORDS.get(Math.min(random.nextInt(10), random.nextInt(10)))).append(' ');
      }
      // Ids whose order as UTF-16 is another one than as UTF-8.
      texts.put(
          (random.nextBoolean() ? "\ufffd" : "\ud83d\udc0b") + random.nextInt(40), text.toString());
    }
    return texts;
  }

  @Provide
  Arbitrary<Long> seeds() {
    return ONLY.map(Arbitraries::just).orElse(Arbitraries.randomValue(Random::nextLong));
  }
}
