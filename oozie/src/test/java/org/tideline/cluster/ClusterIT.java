package org.tideline.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.tideline.cli.platform.SiteFiles;

/**
 * What a user does on a cluster, in its order, by the commands that a user types. The daemons are
 * those of {@code bin/cluster}, one process each; all answers are held against a plain recount.
 * Where it fails, what everything said is in {@code target/cluster/logs}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Minutes between two runs of the coordinator: about what one takes. */
  private static final int FREQUENCY = 3;

  private final Texts texts = new Texts();
  private final Web web = new Web();
  private Cluster cluster;
  private ClusterFolder folder;
  private Commands commands;
  private Answers answers;
  private OozieJobs oozie;
  private String coordinator;

  @BeforeAll
  void up() throws Exception {
    Path place = Path.of("target/cluster").toAbsolutePath();
    if (Files.exists(place)) {
      Cluster.of(place, System.out).down();
      delete(place);
    }
    cluster = Cluster.of(place, System.out);
    // Also where the tests are broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    cluster.up();
    folder = cluster.folder();
    commands = new Commands(folder);
    commands.export("HBASE_CLASSPATH", Built.shellClassPath());
    commands.export("HADOOP_CLASSPATH", commands.run("hbase", "mapredcp").done().said().strip());
    answers = new Answers(commands, folder, texts);
    oozie = new OozieJobs(commands, cluster.ports());
  }

  @AfterAll
  void down() throws Exception {
    cluster.down();
  }

  private void end() {
    try {
      cluster.down();
    } catch (IOException | InterruptedException e) {
      System.err.printf(
          "%s: could not be ended: %s; bin/cluster down %s%n", folder, e.getMessage(), folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private Commands.Answer shell(String script, Object... arguments) throws Exception {
    List<Object> words = new ArrayList<>(List.of("hbase", "shell", "-n", Built.script(script)));
    words.addAll(List.of(arguments));
    return commands.run(words.toArray());
  }

  private Commands.Answer step(String step, Object... arguments) throws Exception {
    List<Object> words = new ArrayList<>(List.of("hadoop", "jar", Built.jobJar(), step));
    words.addAll(sites());
    words.addAll(List.of(arguments));
    return commands.run(words.toArray()).done();
  }

  private List<Object> sites() {
    return List.of(
        "-conf", folder.conf().resolve("hbase-site.xml"),
        "-conf", folder.conf().resolve("tideline-site.xml"));
  }

  @Test
  @Order(1)
  void bringsNoSecondHadoopAndNoSecondStorm() throws Exception {
    assertThat(classes(Built.jobJar()))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"));
    assertThat(classes(Built.topologyJar()))
        .contains("org/tideline/speed/SubmitTopology.class")
        .contains("org/apache/hadoop/hbase/client/Connection.class")
        .noneMatch(name -> name.startsWith("org/apache/storm/"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/hbase/regionserver/HRegionServer"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/hdfs/server/"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/mapreduce/v2/"));
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }
  }

  @Test
  @Order(2)
  void theShellMakesTheSchemaAndSaysWhetherItIsThere() throws Exception {
    assertThat(shell("check.rb").exits(1).said())
        .contains("namespace tideline: expected it, found none; create.rb makes it");
    assertThat(shell("create.rb", "tideline", "1", "doc-0030").done().lines())
        .contains(
            "tideline:documents_e1  created",
            "tideline:generations  created",
            "tideline:outcomes_e1  created",
            "tideline:progress  created");
    assertThat(shell("create.rb").done().lines())
        .contains("tideline:documents_e1  was there", "tideline:progress  was there");
    assertThat(shell("check.rb").done().said()).contains("the schema is as this release makes it");
    assertThat(shell("describe.rb").done().lines()).contains("tideline:documents_e1  2 regions");
  }

  @Test
  @Order(3)
  void stormTakesTheTopologyToTwoWorkers() throws Exception {
    List<Object> submit =
        new ArrayList<>(
            List.of("storm", "jar", Built.topologyJar(), "org.tideline.speed.SubmitTopology"));
    submit.addAll(sites());
    assertThat(commands.run(submit.toArray()).done().said())
        .contains("topology tideline runs for epoch 1");
    assertThat(commands.run("storm", "list").done().said())
        .containsPattern("tideline +ACTIVE +\\d+ +2 ");
    assertThat(commands.run(submit.toArray()).exits(1).complained())
        .contains("topology tideline: expected none of that name to run, found one");
  }

  @Test
  @Order(4)
  void theSpeedLayerAloneAnswersAsARecountDoes() throws Exception {
    answers.tideline("ingest", "--wait", "--format", "jsonl", texts.change(folder.path(), 60, 0));
    answers.tideline("ingest", "--wait", "--format", "jsonl", texts.change(folder.path(), 5, 10));
    answers.requireRecounted(0);
    try (Stream<Path> workers = Files.walk(folder.logs().resolve("storm"), 3)) {
      assertThat(workers.filter(file -> file.endsWith("worker.log"))).hasSize(2);
    }
  }

  @Test
  @Order(5)
  void stepsRunOnYarnInContainersOfTheirOwn() throws Exception {
    assertThat(step("freeze").said()).contains("generation 1  cut ");
    for (String step : List.of("archive", "current", "words")) {
      assertThat(step(step, "--generation", 1).said()).startsWith(step + "  ");
    }
    // The other steps, by the command that does all.
    assertThat(answers.tideline("batch", "run", "--generation", 1).said())
        .contains("generation 1 serves", "(match)");
    for (JsonNode job : jobs()) {
      assertThat(job.path("state").asText()).isEqualTo("SUCCEEDED");
      String name = job.path("name").asText();
      if (name.matches("tideline (current|words|index|ranking),.*")) {
        assertThat(job.path("reducesTotal").asInt()).as(name).isEqualTo(2);
      }
      JsonNode whole = web.read(history() + "/" + job.path("id").asText()).path("job");
      assertThat(whole.path("uberized").asBoolean()).as(name).isFalse();
    }
    assertThat(jobs())
        .extracting(job -> job.path("name").asText())
        .contains("tideline words, generation 1");
    answers.requireRecounted(1);
  }

  private String history() {
    return "http://%s/ws/v1/history/mapreduce/jobs"
        .formatted(cluster.ports().address(Port.JOB_HISTORY_WEB));
  }

  private List<JsonNode> jobs() throws Exception {
    List<JsonNode> jobs = new ArrayList<>();
    web.read(history()).path("jobs").path("job").forEach(jobs::add);
    return jobs;
  }

  @Test
  @Order(6)
  void aCoordinatorRunsTheBatchLayerWhileAnswersStayExact() throws Exception {
    commands
        .run("src/main/oozie/install.sh", Built.jobJar(), folder.conf(), OozieJobs.APPLICATION)
        .done();
    answers.tideline("ingest", "--wait", "--format", "jsonl", texts.change(folder.path(), 20, 10));
    coordinator = oozie.start(folder.path(), FREQUENCY, 2);
    OozieJobs.Run first = oozie.begun(coordinator, 1);

    List<Object> delete = new ArrayList<>(List.of("delete", "--wait"));
    delete.addAll(texts.delete(4));
    answers.tideline(delete.toArray());
    answers.requireCounted("w0");

    first = oozie.ended(first);
    assertThat(first.status()).as(first.toString()).isEqualTo("SUCCEEDED");
    assertThat(first.actions()).extracting(OozieJobs.Action::name).contains("index", "expire");
    JsonNode reading = answers.requireCounted("w0");
    assertThat(reading.path("generation").asInt()).isEqualTo(2);
    assertThat(reading.path("verdict").asText()).isEqualTo("match");
  }

  @Test
  @Order(7)
  void aFailedStepIsRunAgainAndAWrongGenerationIsHeld() throws Exception {
    Configuration configuration = SiteFiles.load(folder.conf());
    assertThat(
            ChangedFile.plant(
                configuration,
                new org.apache.hadoop.fs.Path("/tideline/generations/00000002/words/b"),
                Map.of("w1", 1L, "w2", -1L)))
        .isEqualTo(2);
    // The tables of generation 2 have what was in its files before.
    answers.requireRecounted(2);
    answers.tideline("ingest", "--wait", "--format", "jsonl", texts.change(folder.path(), 5, 0));
    OozieJobs.Run second = oozie.begun(coordinator, 2);

    oozie.reached(second, "archive");
    installSite(
        site()
            .replace(
                "</configuration>",
                "<property><name>tideline.words.buffer</name><value>1</value></property></configuration>"));
    OozieJobs.Run failed = oozie.ended(second);
    assertThat(failed.status()).isEqualTo("KILLED");
    assertThat(failed.action("failed").orElseThrow().message())
        .matches(
            "generation 3, \\w+: setting tideline\\.words\\.buffer is \"1\" \\(tideline-site\\.xml\\): expected a size .*; rerun what failed: oozie job -rerun "
                + second.id()
                + " -Doozie\\.wf\\.rerun\\.failnodes=true");

    installSite(site());
    oozie.rerun(second);
    OozieJobs.Run held = oozie.ended(second);
    assertThat(held.action("freeze")).isEqualTo(failed.action("freeze"));
    assertThat(held.status()).isEqualTo("KILLED");
    assertThat(held.action("held").orElseThrow().message())
        .isEqualTo(
            "generation 3 is held, the one before serves on: mismatch (batch); see tideline generations certificate 3");
    assertThat(held.action("publish")).isEmpty();

    JsonNode certificate =
        JSON.readTree(answers.tideline("generations", "certificate", "3", "--json").said());
    assertThat(certificate.path("keys"))
        .extracting(
            key -> key.path("view").asText(),
            key -> key.path("key").asText(),
            key -> key.path("faults").toString())
        .contains(tuple("words", "w1", "[\"BATCH\"]"), tuple("words", "w2", "[\"BATCH\"]"));
    JsonNode reading = answers.requireRecounted(2);
    assertThat(reading.path("verdict").asText()).isEqualTo("match");
  }

  private String site() throws IOException {
    return Files.readString(folder.conf().resolve("tideline-site.xml"));
  }

  /** Puts Tideline's settings in the place of those that the workflow has. */
  private void installSite(String text) throws Exception {
    Path file = Files.writeString(folder.path().resolve("installed-site.xml"), text);
    commands
        .run("hdfs", "dfs", "-put", "-f", file, OozieJobs.APPLICATION + "/conf/tideline-site.xml")
        .done();
  }

  @Test
  @Order(8)
  void theShellShowsWhatServesAndTheCellsOfAWord() throws Exception {
    assertThat(shell("serving.rb").done().lines())
        .anyMatch(line -> line.matches("generation  2 \\(match\\), kept \\[.*1, 2]"))
        .contains("epoch       1");
    answers.tideline("ingest", "--wait", "--format", "jsonl", texts.change(folder.path(), 5, 5));
    Texts.Count count = texts.recount().get("w0");
    assertThat(shell("word.rb", "w0").done().lines())
        .anyMatch(line -> line.startsWith("realtime  "))
        .anyMatch(
            line -> line.matches("batch +\\+\\d+ occurrences in \\+\\d+ documents  generation 2"))
        .contains(
            "sum       %+,d occurrences in %+,d documents"
                .formatted(count.occurrences(), count.documents()));
  }

  @Test
  @Order(9)
  void launchersHaveAQueueOfTheirOwn() throws Exception {
    JsonNode apps =
        web.read(
            "http://%s/ws/v1/cluster/apps"
                .formatted(cluster.ports().address(Port.RESOURCE_MANAGER_WEB)));
    assertThat(apps.path("apps").path("app"))
        .extracting(
            app -> app.path("applicationType").asText(),
            app -> app.path("queue").asText().replaceFirst("^root\\.", ""))
        .contains(tuple("Oozie Launcher", HadoopSettings.LAUNCHERS))
        .containsOnly(
            tuple("Oozie Launcher", HadoopSettings.LAUNCHERS), tuple("MAPREDUCE", "default"));
  }

  @Test
  @Order(10)
  void stormKillsTheTopologyAndAnswersStay() throws Exception {
    commands.run("storm", "kill", "tideline", "-w", "0").done();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !commands.run("storm", "list").done().said().contains("tideline"));
    answers.requireCounted("w0");
  }
}
