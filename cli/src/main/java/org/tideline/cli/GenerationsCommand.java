package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.tideline.batch.publish.GenerationState;
import org.tideline.batch.publish.Generations;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.generation.Verdict;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline generations}. */
@Command(
    name = "generations",
    description = "What the batch layer has built: proven, published, taken back.",
    subcommands = {
      GenerationsCommand.ListCommand.class,
      GenerationsCommand.ShowCommand.class,
      GenerationsCommand.CertificateCommand.class,
      GenerationsCommand.RollbackCommand.class,
      GenerationsCommand.DropCommand.class
    })
final class GenerationsCommand {
  private static final int CHANGES_SHOWN = 5;

  @ParentCommand private Main tideline;

  private Generations open() throws IOException {
    return Generations.open(tideline.site().configuration());
  }

  private static String verdict(GenerationState state) {
    return state
        .certificate()
        .map(Certificate::verdict)
        .map(Verdict::printed)
        .orElse("not certified");
  }

  private static String standing(GenerationState state) {
    return state.standing().name().toLowerCase(Locale.ROOT);
  }

  private static Instant cut(GenerationState state) {
    return Instant.ofEpochMilli(state.manifest().cut().ingestTime());
  }

  private static ObjectNode json(GenerationState state) {
    return AnswerJson.object()
        .put("generation", state.manifest().generation())
        .put("standing", standing(state))
        .put("verdict", verdict(state))
        .put("cut", cut(state).toString())
        .put("base", state.manifest().base())
        .put("epoch", state.manifest().epoch())
        .put("begun", Instant.ofEpochMilli(state.manifest().frozenAt()).toString());
  }

  /** {@code tideline generations list}. */
  @Command(name = "list", description = "All generations, and the last changes of what serves.")
  static final class ListCommand implements Callable<Integer> {
    @ParentCommand private GenerationsCommand generations;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object per generation.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try (Generations open = generations.open()) {
        List<GenerationState> states = open.list();
        if (json) {
          states.forEach(state -> out.println(AnswerJson.line(json(state))));
          return Main.DONE;
        }
        out.printf("%-10s  %-7s  %-20s  %-24s  %s%n", "generation", "", "verdict", "cut", "base");
        for (GenerationState state : states) {
          out.printf(
              "%10d  %-7s  %-20s  %-24s  %4d%n",
              state.manifest().generation(),
              standing(state),
              verdict(state),
              cut(state),
              state.manifest().base());
        }
        Serving serving = open.serving();
        out.printf(
            "%ngeneration %d serves; realtime views below %s may be gone%n",
            serving.generation(),
            serving.floor() == 0 ? "nothing" : Instant.ofEpochMilli(serving.floor()));
        open.changes().stream().limit(CHANGES_SHOWN).forEach(change -> out.println(line(change)));
      }
      return Main.DONE;
    }

    private static String line(ServingChange change) {
      return "%s  %s %d%s"
          .formatted(
              Instant.ofEpochMilli(change.at()),
              change.what(),
              change.generation(),
              change.why().isEmpty() ? "" : ": " + change.why());
    }
  }

  /** {@code tideline generations show}. */
  @Command(name = "show", description = "How one generation was built, and how it stands.")
  static final class ShowCommand implements Callable<Integer> {
    @ParentCommand private GenerationsCommand generations;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The number of a generation.")
    private int id;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try (Generations open = generations.open()) {
        GenerationState state = open.state(id);
        List<StepRecord> steps = open.steps(id);
        if (json) {
          out.println(AnswerJson.line(json(state, steps)));
          return Main.DONE;
        }
        out.printf(
            "generation %d, %s, %s%ncut %s, positions %s%nbase %d, epoch %d, begun %s%n%n",
            id,
            standing(state),
            verdict(state),
            cut(state),
            state.manifest().cut().positions(),
            state.manifest().base(),
            state.manifest().epoch(),
            Instant.ofEpochMilli(state.manifest().frozenAt()));
        for (StepRecord step : steps) {
          out.printf("%-8s %6.1f s  %s%n", step.step(), step.millis() / 1e3, step.counters());
        }
      }
      return Main.DONE;
    }

    private static ObjectNode json(GenerationState state, List<StepRecord> steps) {
      ObjectNode object = GenerationsCommand.json(state);
      ObjectNode positions = object.putObject("positions");
      state.manifest().cut().positions().forEach((p, at) -> positions.put(p.toString(), at));
      ArrayNode array = object.putArray("steps");
      for (StepRecord step : steps) {
        ObjectNode one = array.addObject().put("step", step.step()).put("millis", step.millis());
        ObjectNode counters = one.putObject("counters");
        step.counters().forEach(counters::put);
      }
      return object;
    }
  }

  /** {@code tideline generations certificate}. */
  @Command(
      name = "certificate",
      description = "What was found when a generation was held against the realtime views.")
  static final class CertificateCommand implements Callable<Integer> {
    @ParentCommand private GenerationsCommand generations;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The number of a generation.")
    private int id;

    @Option(names = "--json", description = "The certificate as it is stored, one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      try (Generations open = generations.open()) {
        Certificate certificate =
            open.state(id)
                .certificate()
                .orElseThrow(
                    () ->
                        new StepException(
                            "generation %d: expected a certificate, found none; it was not certified yet"
                                .formatted(id)));
        CertificateLines.print(certificate, spec.commandLine().getOut(), json);
      }
      return Main.DONE;
    }
  }

  /** {@code tideline generations rollback}. */
  @Command(
      name = "rollback",
      description = "Lets the generation before serve again, or another one that is kept.")
  static final class RollbackCommand implements Callable<Integer> {
    @ParentCommand private GenerationsCommand generations;
    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "ID",
        description = "The number of a kept generation (default: the one before).")
    private Optional<Integer> id = Optional.empty();

    @ArgGroup(exclusive = false)
    private Force force;

    /** What has to be said together. */
    static final class Force {
      @Option(
          names = "--force",
          required = true,
          description = "Also while the speed layer has not reached the cut that is given up.")
      private boolean force;

      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why; kept.")
      private String why;
    }

    @Override
    public Integer call() throws IOException {
      try (Generations open = generations.open()) {
        Serving serving =
            open.rollBack(
                id.map(OptionalInt::of).orElse(OptionalInt.empty()),
                Optional.ofNullable(force).map(said -> said.why));
        spec.commandLine()
            .getOut()
            .printf(
                "generation %d serves (%s), cut %s%n",
                serving.generation(),
                serving.verdict().printed(),
                Instant.ofEpochMilli(serving.cut().ingestTime()));
      }
      return Main.DONE;
    }
  }

  /** {@code tideline generations drop}. */
  @Command(
      name = "drop",
      description = "Deletes a generation that does not serve, once nobody can be reading it.")
  static final class DropCommand implements Callable<Integer> {
    @ParentCommand private GenerationsCommand generations;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The number of a generation.")
    private int id;

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (Generations open = generations.open()) {
        PrintWriter out = spec.commandLine().getOut();
        open.drop(
            id,
            notice -> {
              out.println(notice);
              out.flush();
            });
        out.printf("generation %d is deleted%n", id);
      }
      return Main.DONE;
    }
  }
}
