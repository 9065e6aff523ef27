package org.tideline.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.Side;

/** How people read a certificate. */
final class CertificateLines {
  private CertificateLines() {}

  static void print(Certificate certificate, PrintWriter out, boolean json) {
    if (json) {
      out.println(new String(GenerationStore.written(certificate), StandardCharsets.UTF_8));
      return;
    }
    out.printf("generation %d: %s%n", certificate.generation(), certificate.verdict().printed());
    if (!certificate.reason().isEmpty()) {
      out.println(certificate.reason());
    }
    out.printf(
        "base %d (%s) and realtime from %s to %s, epoch %d%n",
        certificate.base(),
        certificate.base() == 0 ? "empty" : certificate.baseVerdict().printed(),
        Instant.ofEpochMilli(certificate.baseCut().ingestTime()),
        Instant.ofEpochMilli(certificate.cut().ingestTime()),
        certificate.epoch());
    out.println(
        certificate.chain().isEmpty()
            ? "built from the whole log"
            : "rests on the generations " + certificate.chain());
    if (!certificate.views().isEmpty()) {
      out.printf("%n%-10s %12s %12s  %s%n", "", "generation", "base", "ranges");
      certificate.views().forEach(view -> out.println(line(view)));
    }
    certificate.keys().forEach(key -> print(certificate, key, out));
    out.printf(
        "%n%s%n",
        certificate.millis().entrySet().stream()
            .map(lap -> "%s %.1f s".formatted(lap.getKey(), lap.getValue() / 1e3))
            .collect(Collectors.joining(", ")));
  }

  private static String line(Certificate.View view) {
    long wrong =
        view.ranges().stream().filter(range -> !range.baseHolds() || !agrees(range.sums())).count();
    return "%-10s %,12d %,12d  %s"
        .formatted(
            view.view(),
            view.total(Side.GENERATION).pairs(),
            view.total(Side.BASE).pairs(),
            wrong == 0
                ? "%d agree".formatted(view.ranges().size())
                : "%d of %d differ, %,d keys"
                    .formatted(wrong, view.ranges().size(), view.differing()));
  }

  private static boolean agrees(Map<Side, Checksum> sums) {
    return sums.getOrDefault(Side.MERGED, Checksum.ZERO)
        .agrees(sums.getOrDefault(Side.GENERATION, Checksum.ZERO));
  }

  private static void print(Certificate certificate, Certificate.Key key, PrintWriter out) {
    String components = String.join(" ", certificate.view(key.view()).orElseThrow().components());
    out.printf("%n%s \"%s\": %s wrong%n", key.view(), key.key(), faults(key));
    out.printf("  %-12s %s%n", "", components);
    for (Map.Entry<Side, List<Long>> side : key.values().entrySet()) {
      out.printf("  %-12s %s%n", name(side.getKey()), numbers(side.getValue()));
    }
  }

  private static String faults(Certificate.Key key) {
    return key.faults().stream()
        .map(fault -> fault.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }

  private static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String numbers(List<Long> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
