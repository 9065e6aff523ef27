package org.tideline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The bundle, the runs that its coordinator starts, and their actions. */
final class OozieJobs {
  /** Of one run; a workflow has ten launchers and as many jobs. */
  private static final Duration PATIENCE = Duration.ofMinutes(12);

  private static final Duration LOOK = Duration.ofMillis(500);

  /** Of the workflow, where install.sh puts it. */
  static final String APPLICATION = "/apps/tideline";

  private final Commands commands;
  private final ClusterPorts ports;
  private final Web web = new Web();

  OozieJobs(Commands commands, ClusterPorts ports) {
    this.commands = commands;
    this.ports = ports;
  }

  /**
   * A run of the workflow.
   *
   * @param status of Oozie, such as SUCCEEDED
   * @param actions in the order in which they were started
   */
  record Run(String id, String status, List<Action> actions) {
    /** The action or node of that name, if it was come to. */
    Optional<Action> action(String name) {
      return actions.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    boolean hasEnded() {
      return List.of("SUCCEEDED", "KILLED", "FAILED").contains(status);
    }
  }

  /** A node of a workflow that was come to; the message of one that killed it. */
  record Action(String name, String status, String started, String message) {}

  /**
   * Starts the bundle: {@code runs} runs, the first now, {@code minutes} apart.
   *
   * @return the id of its coordinator
   */
  String start(Path folder, int minutes, int runs) throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("src/main/oozie/job.properties"))) {
      properties.load(in);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    properties.setProperty("nameNode", "hdfs://" + ports.address(Port.NAME_NODE));
    properties.setProperty("resourceManager", ports.address(Port.RESOURCE_MANAGER));
    properties.setProperty("launcherMemory", "512");
    properties.setProperty("launcherOptions", "-Xmx320m " + String.join(" ", Java.FLAGS));
    properties.setProperty("frequency", Integer.toString(minutes));
    // On a slow machine the first may last until the second should have ended.
    properties.setProperty("catchUp", "FIFO");
    properties.setProperty("start", minute(now));
    properties.setProperty("end", minute(now.plus(Duration.ofMinutes((long) minutes * runs))));
    Path file = folder.resolve("job.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    String bundle = idOf(commands.run("oozie", "job", "-config", file, "-run").done());
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(() -> job(bundle).path("bundleCoordJobs").size() == 1);
    return job(bundle).path("bundleCoordJobs").get(0).path("coordJobId").asText();
  }

  private static String minute(Instant time) {
    return time.toString().replace(":00Z", "Z");
  }

  private static String idOf(Commands.Answer answer) {
    return answer.said().strip().replaceFirst("^job: ", "");
  }

  private JsonNode job(String id) throws IOException, InterruptedException {
    return web.read("%s/v1/job/%s?show=info&len=100".formatted(OozieSettings.url(ports), id));
  }

  /** The coordinator's run of that number, from 1; waits until it has begun. */
  Run begun(String coordinator, int number) {
    return await(
        "run %d of %s to begin".formatted(number, coordinator),
        () -> {
          for (JsonNode action : job(coordinator).path("actions")) {
            if (action.path("actionNumber").asInt() == number
                && !action.path("externalId").asText("").isEmpty()
                && !action.path("externalId").isNull()) {
              return Optional.of(run(action.path("externalId").asText()));
            }
          }
          return Optional.empty();
        });
  }

  /** Waits until the run has come to a node. */
  void reached(Run run, String node) {
    await(
        "%s to come to %s".formatted(run.id(), node),
        () -> {
          Run now = run(run.id());
          if (now.hasEnded()) {
            throw new AssertionError(
                "expected %s to come to %s, found %s".formatted(run.id(), node, now));
          }
          return now.action(node);
        });
  }

  /** Waits until the run has ended; how it did. */
  Run ended(Run run) {
    return await(
        "%s to end".formatted(run.id()), () -> Optional.of(run(run.id())).filter(Run::hasEnded));
  }

  /** Runs what has failed of a run again; waits until it has begun. */
  void rerun(Run run) throws Exception {
    commands.run("oozie", "job", "-rerun", run.id(), "-Doozie.wf.rerun.failnodes=true").done();
    await(
        "%s to run again".formatted(run.id()),
        () -> Optional.of(run(run.id())).filter(now -> !now.hasEnded()));
  }

  private Run run(String id) throws IOException, InterruptedException {
    JsonNode job = job(id);
    List<Action> actions = new ArrayList<>();
    StreamSupport.stream(job.path("actions").spliterator(), false)
        .map(
            action ->
                new Action(
                    action.path("name").asText(),
                    action.path("status").asText(),
                    action.path("startTime").asText(),
                    action.path("errorMessage").asText("")))
        .forEach(actions::add);
    return new Run(id, job.path("status").asText(), List.copyOf(actions));
  }

  private static <T> T await(String what, Callable<Optional<T>> look) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(look, Optional::isPresent)
        .orElseThrow();
  }
}
