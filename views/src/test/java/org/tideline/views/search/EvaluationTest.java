package org.tideline.views.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.views.analysis.TermAnalyzer;

class EvaluationTest {
  private static final SortedMap<String, String> TEXTS =
      new TreeMap<>(
          Map.of("a", "the white whale", "b", "a whale, a whale", "c", "white sea", "d", "sea"));

  private final TermAnalyzer analyzer = TermAnalyzer.named("standard");
  private final InMemoryPostings postings = new InMemoryPostings(TEXTS, analyzer);

  private Evaluation evaluation(String query, CollectionStatistics statistics) {
    return new Evaluation(
        QuerySyntax.parse(query, analyzer), postings, statistics, new Bm25(0.9f, 0.4f));
  }

  private Evaluation evaluation(String query) {
    return evaluation(query, postings.statistics());
  }

  @Test
  void scoresByTheFormula() {
    // N = 4, n = 2; 2 occurrences among 4 terms, 10 terms in 4 documents.
    double idf = Math.log(1 + 2.5 / 2.5);
    double score = idf * (1 - 1 / (1 + 2 / (0.9 * (0.6 + 0.4 * 4 / 2.5))));
    RankedDocument best = evaluation("whale").top(1, Optional.empty()).documents().get(0);
    assertThat(best.id()).isEqualTo("b");
    assertThat((double) best.score()).isCloseTo(score, within(1e-6));
  }

  @Test
  void countsAllHitsWhateverTheLimit() {
    Ranking ranking = evaluation("white OR sea").top(1, Optional.empty());
    assertThat(ranking.total()).isEqualTo(3);
    assertThat(ranking.documents()).extracting(RankedDocument::id).containsExactly("c");
    assertThatThrownBy(() -> evaluation("sea").top(0, Optional.empty()))
        .hasMessage("limit: expected 1 or more, got 0");
  }

  @Test
  void explainsTheSum() {
    Explanation sum = evaluation("+white whale \"white sea\" wh*").explain("c");
    assertThat(sum.what()).isEqualTo("sum of");
    assertThat(sum.parts())
        .extracting(Explanation::what)
        .containsExactly("\"white\"", "phrase \"white sea\"", "\"wh*\" counts 1 in every document");
    assertThat(sum.parts().stream().mapToDouble(Explanation::value).sum())
        .isCloseTo(sum.value(), within(1e-6));
    assertThatThrownBy(() -> evaluation("whale").explain("c"))
        .hasMessage("document \"c\": expected one that the query finds");
  }

  @Test
  void tellsWhichTermsADocumentIsFoundBy() {
    assertThat(evaluation("wha* \"white sea\" -the").versions(List.of("a")).get("a").terms())
        .containsOnlyKeys("whale", "white");
  }

  @Test
  void scoresDocumentsThatArriveBeforeTheStatistics() {
    Ranking ranking = evaluation("whale", new CollectionStatistics(0, 0)).top(9, Optional.empty());
    assertThat(ranking.documents()).hasSize(2).allMatch(document -> document.score() > 0);
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertThat(evaluation("none \"none sea\" +none*").top(9, Optional.empty()))
        .isEqualTo(new Ranking(0, List.of()));
  }

  @Test
  void refusesConstantsOutsideTheirBounds() {
    assertThatThrownBy(() -> new Bm25(Float.NaN, 0))
        .hasMessage("BM25: expected a finite k1 of 0 or more and b from 0 to 1, got k1 NaN, b 0.0");
    assertThatThrownBy(() -> new Bm25(1, 1.5f)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsItsPlaceInAToken() {
    RankedDocument place = new RankedDocument("🐋/é", 1.5f);
    assertThat(place.token()).matches("[A-Za-z0-9_-]+").isEqualTo("AT_AAADwn5CLL8Op");
    assertThat(RankedDocument.ofToken(place.token())).isEqualTo(place);
    for (String bad : List.of("", "?", "AT_AAAA", "Aj_AAADwn5CLL8Op", "AX_AAADwn5CLL8Op")) {
      assertThatThrownBy(() -> RankedDocument.ofToken(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "token \"%s\": expected one that a search gave for its next page; begin again without it"
                  .formatted(bad));
    }
  }
}
