package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.Fault;
import org.tideline.views.certify.Side;
import org.tideline.views.time.Cut;

class CertificateLinesTest {
  private static Certificate.Range range(String from, String to, long merged, Set<Fault> faults) {
    return new Certificate.Range(
        from,
        to,
        Map.of(
            Side.BASE, new Checksum(4, 1),
            Side.MERGED, new Checksum(1_500, merged),
            Side.GENERATION, new Checksum(1_500, 7)),
        true,
        faults);
  }

  private static Certificate certificate(
      Verdict verdict, String reason, List<Certificate.View> views, List<Certificate.Key> keys) {
    return new Certificate(
        2,
        verdict,
        reason,
        1,
        Verdict.MATCH,
        new Cut(10_000, Map.of(0, 3L)),
        new Cut(20_000, Map.of(0, 30L)),
        List.of(1),
        1,
        Map.of(),
        views,
        keys,
        21_000,
        Map.of("wait", 30L, "compare", 1_500L));
  }

  private static String printed(Certificate certificate, boolean json) {
    StringWriter out = new StringWriter();
    CertificateLines.print(certificate, new PrintWriter(out), json);
    return out.toString();
  }

  @Test
  void showsWhatDiffersAndWhichSideIsWrong() {
    Certificate certificate =
        certificate(
            Verdict.MISMATCH_REALTIME,
            "1 of the words differ, first \"whale\"",
            List.of(
                new Certificate.View(
                    "words",
                    List.of("occurrences", "documents"),
                    1,
                    List.of(
                        range("", "m", 7, Set.of()), range("m", "", 8, Set.of(Fault.REALTIME)))),
                new Certificate.View(
                    "ranking",
                    List.of("occurrences", "documents"),
                    0,
                    List.of(range("", "", 7, Set.of())))),
            List.of(
                new Certificate.Key(
                    "words",
                    "whale",
                    Map.of(Side.MERGED, List.of(3L, 1L), Side.BASE_RECOUNT, List.of(2L, 1L)),
                    Set.of(Fault.REALTIME))));
    assertThat(printed(certificate, false))
        .isEqualTo(
            """
            generation 2: mismatch (realtime)
            1 of the words differ, first "whale"
            base 1 (match) and realtime from 1970-01-01T00:00:10Z to 1970-01-01T00:00:20Z, epoch 1
            rests on the generations [1]

                         generation         base  ranges
            words             3,000            8  1 of 2 differ, 1 keys
            ranking           1,500            4  1 agree

            words "whale": realtime wrong
                           occurrences documents
              merged       3 1
              base recount 2 1

            compare 1.5 s, wait 0.0 s
            """);
  }

  @Test
  void saysWhyNothingWasCompared() {
    assertThat(
            printed(
                certificate(Verdict.UNPROVEN, "the speed layer is behind", List.of(), List.of()),
                false))
        .isEqualTo(
            """
            generation 2: unproven
            the speed layer is behind
            base 1 (match) and realtime from 1970-01-01T00:00:10Z to 1970-01-01T00:00:20Z, epoch 1
            rests on the generations [1]

            compare 1.5 s, wait 0.0 s
            """);
  }

  @Test
  void printsTheStoredFormAsJson() {
    assertThat(printed(certificate(Verdict.MATCH, "", List.of(), List.of()), true))
        .startsWith("{\"formatVersion\":1,\"generation\":2,\"verdict\":\"MATCH\"");
  }
}
