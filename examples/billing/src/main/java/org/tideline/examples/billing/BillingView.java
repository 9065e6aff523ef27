package org.tideline.examples.billing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.tideline.views.document.Document;
import org.tideline.views.view.Codec;
import org.tideline.views.view.Group;
import org.tideline.views.view.Pairs;
import org.tideline.views.view.View;

/**
 * What accounts have to pay: usage records, which are documents with the attributes {@code
 * account}, {@code units} and {@code unitPriceCents}, to cents per account and month of event time.
 * A document without an account is no usage record and costs nothing; one with an account and
 * without the rest, or with what is no number, is refused.
 */
public final class BillingView implements View<AccountMonth, Long> {
  private static final String ZONE = "zone";

  private final ZoneId zone;

  /** Months of UTC. */
  public BillingView() {
    this(ZoneId.of("UTC"));
  }

  private BillingView(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String name() {
    return "billing";
  }

  /** The key is part of what the view makes of a document, and is another class. */
  @Override
  public String version() {
    return "1";
  }

  /** Takes {@code zone}, whose months are meant. */
  @Override
  public BillingView configured(Map<String, String> settings) {
    if (settings.keySet().stream().anyMatch(name -> !name.equals(ZONE))) {
      throw new IllegalArgumentException(
          "expected the setting zone alone, found " + settings.keySet());
    }
    try {
      return new BillingView(ZoneId.of(settings.getOrDefault(ZONE, zone.getId())));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a zone such as Europe/Berlin, found \"%s\"".formatted(settings.get(ZONE)), e);
    }
  }

  @Override
  public void pairs(Document document, Pairs<AccountMonth, Long> out) {
    String account = document.attributes().get("account");
    if (account == null) {
      return;
    }
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(document.eventTime()).atZone(zone));
    long cents = Math.multiplyExact(number(document, "units"), number(document, "unitPriceCents"));
    out.add(new AccountMonth(account, month), cents);
  }

  private static long number(Document document, String attribute) {
    String value = document.attributes().getOrDefault(attribute, "");
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "attribute %s: expected a whole number, found \"%s\"".formatted(attribute, value), e);
    }
  }

  @Override
  public Group<Long> group() {
    return Group.numbers();
  }

  @Override
  public Codec<AccountMonth> keys() {
    return AccountMonth.CODEC;
  }

  @Override
  public Codec<Long> values() {
    return Codec.number();
  }

  @Override
  public Optional<ToLongFunction<Long>> weight() {
    return Optional.of(Long::longValue);
  }
}
