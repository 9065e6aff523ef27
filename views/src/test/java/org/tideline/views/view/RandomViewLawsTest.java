package org.tideline.views.view;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tideline.views.document.Document;
import org.tideline.views.reference.RandomView;

class RandomViewLawsTest extends ViewLaws<String, Long> {
  private final RandomView view = new RandomView(7);

  @Override
  protected View<String, Long> view() {
    return view;
  }

  @Override
  protected Arbitrary<Long> values() {
    return Arbitraries.longs().map(value -> view.difference(value, 0));
  }

  @Override
  protected Arbitrary<Document> documents() {
    return Combinators.combine(
            Arbitraries.longs().between(-1_000_000, 1_000_000),
            Arbitraries.strings().withCharRange('a', 'c').withChars(' ').ofMaxLength(20))
        .as((eventTime, text) -> new Document("a", eventTime, Map.of("n", "x"), text))
        .filter(document -> !view.fails(document));
  }
}
