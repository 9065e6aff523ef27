package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.cli.crash.Moment;
import picocli.CommandLine;

/**
 * An access log goes in line by line, in the order of its files, over 4 partitions; its hours, its
 * order and what was late in it are those of the log, whichever layer answers, and whatever is
 * killed.
 */
@Tag("long")
class EventTimeIT {
  private static final int PARTITIONS = 4;
  private static final int LINES = 3_000;
  private static final String DATA = "data";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final AccessLog log = new AccessLog(20_150_517, LINES);

  private static UpProcess up(Path folder, String latenessBound) throws Exception {
    return UpProcess.start(
        folder,
        Moment.NEVER,
        "-Dtideline.log.partitions=" + PARTITIONS,
        "-Dtideline.lateness.bound=" + latenessBound);
  }

  private static String command(Path folder, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--data", folder.resolve(DATA).toString()));
    all.addAll(List.of(words));
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertThat(line.execute(all.toArray(String[]::new))).as("%s", err).isEqualTo(Main.DONE);
    return out.toString();
  }

  private static JsonNode json(Path folder, String... words) throws Exception {
    return new ObjectMapper().readTree(command(folder, words));
  }

  private static void ingest(Path folder, Path file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("ingest", "--format", "lines", "--time-pattern", "apache", file.toString()));
    words.addAll(List.of(more));
    command(folder, words.toArray(String[]::new));
  }

  /** Documents of every hour, of one layer or, with an empty name, of both. */
  private static SortedMap<Long, Long> hours(JsonNode trend, String layer) {
    SortedMap<Long, Long> hours = new TreeMap<>();
    for (JsonNode window : trend.get("windows")) {
      long documents = window.at(layer).get("documents").asLong();
      if (documents != 0) {
        hours.put(Instant.parse(window.get("start").asText()).toEpochMilli(), documents);
      }
    }
    return hours;
  }

  private JsonNode trend(String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("trend", "--documents", "--window", "hour", "--json"));
    words.addAll(List.of(more));
    return json(folder, words.toArray(String[]::new));
  }

  @Test
  void hoursAndOrderAreThoseOfTheLogInEveryMixtureOfTheLayers() throws Exception {
    List<Path> files = log.write(Files.createDirectories(folder.resolve("logs")));
    try (UpProcess up = up(folder, "60s")) {
      ingest(folder, files.get(0), "--wait");
      JsonNode realtimeAlone = trend();
      assertThat(hours(realtimeAlone, "/realtime")).isEqualTo(log.byHour(1));
      assertThat(hours(realtimeAlone, "")).isEqualTo(log.byHour(1));

      assertThat(UpProcess.run(folder, "batch", "run")).isTrue();
      JsonNode batchAlone = trend();
      assertThat(hours(batchAlone, "/batch")).isEqualTo(log.byHour(1));
      assertThat(hours(batchAlone, "")).isEqualTo(log.byHour(1));

      ingest(folder, files.get(1), "--wait");
      JsonNode mixed = trend();
      assertThat(hours(mixed, "/batch")).isEqualTo(log.byHour(1));
      assertThat(hours(mixed, "")).isEqualTo(log.byHour(2));
      assertThat(trend("--late", "exclude").get("windows")).isEqualTo(mixed.get("windows"));
      assertStates(mixed);
      assertTimeline();
      assertWords();

      assertThat(json(folder, "late", "--json").get("total").asLong()).isZero();
      assertThat(command(folder, "late")).startsWith("0 late records in all");

      assertThat(UpProcess.run(folder, "batch", "run")).isTrue();
      assertThat(hours(trend(), "/batch")).isEqualTo(log.byHour(2));
      assertThat(command(folder, "generations", "list")).contains("serving  match");
      assertTimeline();
      assertThat(up.terminate()).isZero();
    }
  }

  /** All hours but the last have been passed. */
  private static void assertStates(JsonNode trend) {
    List<String> states = new ArrayList<>();
    trend.get("windows").forEach(window -> states.add(window.get("state").asText()));
    assertThat(states.subList(0, states.size() - 1)).containsOnly("closed");
    assertThat(states.get(states.size() - 1)).isEqualTo("open");
  }

  private void assertTimeline() throws Exception {
    List<String> ids = new ArrayList<>();
    json(folder, "timeline", "--limit", Integer.toString(LINES), "--json")
        .get("documents")
        .forEach(document -> ids.add(document.get("id").asText()));
    assertThat(ids).isEqualTo(log.inOrder());
    List<String> last = new ArrayList<>();
    json(folder, "timeline", "--reverse", "--limit", "2", "--json")
        .get("documents")
        .forEach(document -> last.add(document.get("id").asText()));
    assertThat(last).containsExactly(log.inOrder().get(LINES - 1), log.inOrder().get(LINES - 2));
  }

  private void assertWords() throws Exception {
    JsonNode whale = json(folder, "trend", "whale", "--window", "day", "--json");
    long expected = log.lines(2).stream().filter(line -> line.text().contains("whale")).count();
    long found = 0;
    for (JsonNode window : whale.get("windows")) {
      found += window.at("/occurrences").asLong();
    }
    assertThat(found).isEqualTo(expected);
    assertThat(command(folder, "trend", "whale", "sea", "--csv").lines())
        .hasSize(1 + 2 * log.byHour(2).size());
    assertThat(command(folder, "trend", "whale"))
        .startsWith("\"whale\" by hours of UTC, late changes included\n2015-05-17T10:00Z ");
  }

  @Test
  void whatIsLateIsToldByTheLogAloneAlsoAfterAKill() throws Exception {
    List<Path> files = log.write(Files.createDirectories(folder.resolve("logs")));
    Map<Integer, List<AccessLog.Late>> expected = log.late(PARTITIONS, 5_000);
    assertThat(expected).hasSize(PARTITIONS);
    List<JsonNode> answers = new ArrayList<>();
    for (boolean killed : new boolean[] {false, true}) {
      Path run = Files.createDirectories(folder.resolve(killed ? "killed" : "whole"));
      UpProcess up = up(run, "5s");
      try {
        ingest(run, files.get(0));
        if (killed) {
          up.kill();
          up = up(run, "5s");
        }
        ingest(run, files.get(1), "--wait");
        JsonNode answer = json(run, "late", "--limit", "10000", "--json");
        assertThat(late(answer)).isEqualTo(expected);
        assertThat(answer.get("total").asLong())
            .isEqualTo(expected.values().stream().mapToLong(List::size).sum());
        answers.add(answer.get("records"));
        JsonNode trend = json(run, "trend", "--documents", "--window", "hour", "--json");
        assertThat(hours(trend, "")).isEqualTo(log.byHour(2));
        assertThat(UpProcess.run(run, "batch", "run")).isTrue();
        trend = json(run, "trend", "--documents", "--window", "hour", "--json");
        assertThat(hours(trend, "/batch")).isEqualTo(log.byHour(2));
        assertThat(up.terminate()).isZero();
      } finally {
        up.close();
      }
    }
    assertThat(byPosition(answers.get(1))).isEqualTo(byPosition(answers.get(0)));
  }

  private static Map<Integer, List<AccessLog.Late>> late(JsonNode answer) {
    Map<Integer, TreeMap<Long, AccessLog.Late>> byPosition = new TreeMap<>();
    for (JsonNode record : answer.get("records")) {
      byPosition
          .computeIfAbsent(record.get("partition").asInt(), added -> new TreeMap<>())
          .put(
              record.get("position").asLong(),
              new AccessLog.Late(
                  record.get("id").asText(),
                  Instant.parse(record.get("eventTime").asText()).toEpochMilli(),
                  Instant.parse(record.get("watermark").asText()).toEpochMilli()));
    }
    Map<Integer, List<AccessLog.Late>> late = new TreeMap<>();
    byPosition.forEach((partition, records) -> late.put(partition, List.copyOf(records.values())));
    return late;
  }

  private static Map<String, JsonNode> byPosition(JsonNode records) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (JsonNode record : records) {
      sorted.put(record.get("partition") + "/" + record.get("position"), record);
    }
    return sorted;
  }
}
