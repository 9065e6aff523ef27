package org.tideline.examples.billing;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tideline.views.document.Document;
import org.tideline.views.view.View;
import org.tideline.views.view.ViewLaws;

class BillingViewLawsTest extends ViewLaws<AccountMonth, Long> {
  @Override
  protected View<AccountMonth, Long> view() {
    return new BillingView();
  }

  @Override
  protected Arbitrary<Long> values() {
    return Arbitraries.longs();
  }

  @Override
  protected Arbitrary<Document> documents() {
    return Combinators.combine(
            Arbitraries.longs().between(-100_000_000_000L, 2_000_000_000_000L),
            Arbitraries.strings().withChars("acme/é").ofMinLength(1).ofMaxLength(4),
            Arbitraries.integers(),
            Arbitraries.integers())
        .as(
            (eventTime, account, units, price) ->
                new Document(
                    "r",
                    eventTime,
                    Map.of("account", account, "units", "" + units, "unitPriceCents", "" + price),
                    ""));
  }
}
