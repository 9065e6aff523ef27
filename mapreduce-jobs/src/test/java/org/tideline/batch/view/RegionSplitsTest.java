package org.tideline.batch.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.batch.view.RegionSplits.Weighed;

class RegionSplitsTest {
  private static List<BytesRef> terms(String... terms) {
    return List.of(terms).stream().map(term -> new BytesRef(term)).toList();
  }

  private static List<String> quantiles(List<BytesRef> terms, int parts) {
    List<Weighed> weighed = terms.stream().map(term -> new Weighed(term, 1)).toList();
    return List.of(RegionSplits.quantiles(weighed, parts)).stream().map(String::new).toList();
  }

  @Test
  void divideTheTermsInTheirOrder() {
    assertThat(quantiles(terms("d", "a", "c", "b"), 2)).containsExactly("c");
    assertThat(quantiles(terms("d", "a", "c", "b"), 4)).containsExactly("b", "c", "d");
  }

  @Test
  void areFewerWhereTermsAreFew() {
    assertThat(quantiles(terms(), 4)).isEmpty();
    assertThat(quantiles(terms("a"), 4)).isEmpty();
    assertThat(quantiles(terms("a", "b"), 4)).containsExactly("b");
  }

  @Test
  void areAsLongAsTheirTerms() {
    // Terms come out of one buffer: a split must not carry its neighbours along.
    BytesRef one = new BytesRef("xxabc".getBytes(), 2, 1);
    BytesRef two = new BytesRef("xxabc".getBytes(), 3, 2);

    assertThat(quantiles(List.of(one, two), 2)).containsExactly("bc");
  }

  @Test
  void areEvenForManyTerms() {
    List<BytesRef> terms =
        IntStream.range(0, 1_000).mapToObj(i -> new BytesRef("%04d".formatted(i))).toList();

    assertThat(quantiles(terms, 5)).containsExactly("0200", "0400", "0600", "0800");
  }

  @Test
  void areEvenByWeight() {
    List<Weighed> weighed =
        List.of(
            new Weighed(new BytesRef("the"), 98),
            new Weighed(new BytesRef("u"), 1),
            new Weighed(new BytesRef("v"), 1),
            new Weighed(new BytesRef("z"), 100));

    assertThat(List.of(RegionSplits.quantiles(weighed, 2)).stream().map(String::new))
        .containsExactly("z");
    // A term is not divided, and what comes after a great one is no region of its own each.
    assertThat(List.of(RegionSplits.quantiles(weighed, 4)).stream().map(String::new))
        .containsExactly("u", "z");
  }
}
