package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.cli.crash.Moment;
import picocli.CommandLine;

/**
 * A view of a user, {@code examples/billing}, in realtime alone, in batch alone and merged; usage
 * that is amended, cancelled, and no usage at all.
 */
@Tag("long")
class BillingIT {
  private static final String VIEWS = "-Dtideline.views=billing";
  private static final String ACME = "acme/2026-11";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran ran(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--data", folder.resolve("data").toString()));
    all.addAll(List.of(words));
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  private String done(String... words) {
    Ran ran = ran(words);
    assertThat(ran.code()).as(ran.err()).isEqualTo(Main.DONE);
    return ran.out();
  }

  private JsonNode json(String... words) throws Exception {
    return new ObjectMapper().readTree(done(words));
  }

  private static String usage(String id, String time, String account, String units, String cents) {
    return """
        {"id":"%s","eventTime":"%s","text":"usage","attributes":{"account":"%s","units":"%s","unitPriceCents":"%s"}}
        """
        .formatted(id, time, account, units, cents);
  }

  private void ingest(String... records) throws Exception {
    Path file = folder.resolve("usage.jsonl");
    Files.writeString(file, String.join("", records));
    done("ingest", "--format", "jsonl", "--wait", file.toString());
  }

  private void assertBill(String bill, String value, String batch, String realtime)
      throws Exception {
    JsonNode answer = json("view", "billing", bill, "--json");
    assertThat(answer.get("key").asText()).isEqualTo(bill);
    assertThat(answer.get("value").asText()).as("%s", answer).isEqualTo(value);
    assertThat(answer.get("batch").asText()).as("%s", answer).isEqualTo(batch);
    assertThat(answer.get("realtime").asText()).as("%s", answer).isEqualTo(realtime);
  }

  private void batchRun() throws Exception {
    assertThat(UpProcess.run(folder, "batch", "run")).isTrue();
    assertThat(done("generations", "list")).contains("serving  match");
  }

  @Test
  void billsAreRightInEveryMixtureOfTheLayers() throws Exception {
    try (UpProcess up = UpProcess.start(folder, Moment.NEVER, VIEWS)) {
      ingest(
          usage("u1", "2026-11-01T10:00:00Z", "acme", "3", "250"),
          usage("u2", "2026-11-02T10:00:00Z", "acme", "1", "100"),
          usage("u3", "2026-10-31T23:59:59Z", "acme", "2", "10"),
          usage("u4", "2026-11-03T10:00:00Z", "zeta", "5", "1000"),
          usage("bad", "2026-11-03T10:00:00Z", "acme", "many", "1"));
      assertBill(ACME, "850", "0", "850");
      assertBill("nobody/2026-11", "0", "0", "0");
      assertQuarantined();

      batchRun();
      assertBill(ACME, "850", "850", "0");
      assertQuarantined();

      // Amended: fewer units, and in another month. Cancelled: gone.
      ingest(
          usage("u1", "2026-11-01T12:00:00Z", "acme", "2", "250"),
          usage("u3", "2026-11-01T00:00:00Z", "acme", "2", "10"));
      done("delete", "u4", "--wait");
      assertBill(ACME, "620", "850", "-230");
      assertBill("acme/2026-10", "0", "20", "-20");
      assertBill("zeta/2026-11", "0", "5000", "-5000");
      assertThat(done("export", "view", "billing")).isEqualTo(ACME + "\t620\n");
      ingest(usage("u5", "2026-12-01T00:00:00Z", "zeta", "7", "1"));
      assertThat(done("top", "1", "--view", "billing")).startsWith("   1  acme/2026-11  620\n");
      assertThat(done("view", "billing", ACME))
          .startsWith("acme/2026-11  620 = 850 batch, -230 realtime\n");

      batchRun();
      assertBill(ACME, "620", "620", "0");
      assertBill("zeta/2026-11", "0", "0", "0");
      assertThat(done("export", "view", "billing")).isEqualTo(ACME + "\t620\nzeta/2026-12\t7\n");
      assertThat(json("generations", "certificate", "2", "--json").toString())
          .contains("\"view\":\"views\"");
      Ran unknown = ran("view", "biling", ACME);
      assertThat(unknown.code()).isNotEqualTo(Main.DONE);
      assertThat(unknown.err()).contains("view \"biling\" is not kept; kept are: billing");
      assertThat(up.terminate()).isZero();
    }
    assertThat(UpProcess.run(folder, "up", "-Dtideline.views=billing zone=Asia/Tokyo")).isFalse();
    assertThat(refusal())
        .contains("view billing is")
        .contains("with which epoch 1 was opened")
        .contains("its code or settings changed");
  }

  private void assertQuarantined() throws Exception {
    JsonNode quarantine = json("quarantine", "--json");
    assertThat(quarantine.get("total").asLong()).isEqualTo(1);
    JsonNode record = quarantine.get("records").get(0);
    assertThat(record.get("id").asText()).isEqualTo("bad");
    assertThat(record.get("reason").asText())
        .isEqualTo(
            "view billing: IllegalArgumentException: attribute units: expected a whole number, found \"many\"");
    assertThat(ran("document", "bad").out()).doesNotContain("usage");
  }

  /** What the last `up` said, which names its output by itself. */
  private String refusal() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
