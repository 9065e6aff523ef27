package org.tideline.views.plain;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The settings of the views in this package, after their names. */
record PlainSettings(String analyzer, ZoneId zone) {
  private static final String ANALYZER = "analyzer";
  private static final String ZONE = "zone";

  static final PlainSettings DEFAULT = new PlainSettings("standard", ZoneId.of("UTC"));

  static PlainSettings from(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(Set.of(ANALYZER, ZONE));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("expected settings analyzer and zone, found " + unknown);
    }
    try {
      return new PlainSettings(
          settings.getOrDefault(ANALYZER, DEFAULT.analyzer()),
          ZoneId.of(settings.getOrDefault(ZONE, "UTC")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a zone such as Europe/Berlin, found \"%s\"".formatted(settings.get(ZONE)), e);
    }
  }
}
