package org.tideline.examples.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Document;
import org.tideline.views.view.ViewCatalog;

class BillingViewTest {
  private static Map<String, Long> bills(BillingView view, Document document) {
    Map<String, Long> bills = new TreeMap<>();
    view.pairs(document, (bill, cents) -> bills.put(bill.toString(), cents));
    return bills;
  }

  private static Document usage(String when, Map<String, String> attributes) {
    return new Document("u", Instant.parse(when).toEpochMilli(), attributes, "");
  }

  @Test
  void usageCostsItsUnitsInItsMonth() {
    Document usage =
        usage(
            "2026-11-30T23:30:00Z",
            Map.of("account", "acme", "units", "3", "unitPriceCents", "250"));
    assertThat(bills(new BillingView(), usage)).isEqualTo(Map.of("acme/2026-11", 750L));
    assertThat(bills(new BillingView().configured(Map.of("zone", "Europe/Berlin")), usage))
        .isEqualTo(Map.of("acme/2026-12", 750L));
  }

  @Test
  void whatHasNoAccountCostsNothing() {
    assertThat(bills(new BillingView(), usage("2026-11-01T00:00:00Z", Map.of()))).isEmpty();
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                bills(
                    new BillingView(),
                    usage(
                        "2026-11-01T00:00:00Z",
                        Map.of("account", "acme", "units", "many", "unitPriceCents", "1"))))
        .withMessage("attribute units: expected a whole number, found \"many\"");
  }

  @Test
  void billsOfAnAccountStandInTheOrderOfMonths() {
    AccountMonth bill = new AccountMonth("a", YearMonth.of(2026, 11));
    assertThat(HexFormat.of().formatHex(AccountMonth.CODEC.encode(bill))).isEqualTo("610080005f02");
    assertThat(
            List.of(
                AccountMonth.CODEC.encode(new AccountMonth("a", YearMonth.of(-1, 12))),
                AccountMonth.CODEC.encode(bill)))
        .isSortedAccordingTo(java.util.Arrays::compareUnsigned);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ViewCatalog.load("billing zone=Europe/Berlin").names()).isEqualTo("billing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ViewCatalog.load("billing zone=Mars"))
        .withMessage("view \"billing\": expected a zone such as Europe/Berlin, found \"Mars\"");
  }
}
