package org.tideline.batch;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;
import org.tideline.batch.step.StepException;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.log.UnusableLogException;
import org.tideline.schema.settings.SettingException;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * A step as a program: its argument is the generation, its exit code 0 done, 1 failed, 2 misused.
 */
abstract class StepTool extends Configured implements Tool {
  private static final String GENERATION = "--generation";
  private static final String ANYWAY = "--publish-anyway";
  private static final String WHY = "--why";
  private static final String FULL = "--full";
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final String step;
  private final PrintStream out;
  private final PrintStream errors;
  private boolean full;
  private final Map<String, String> told = new TreeMap<>();
  private String failure = "";

  StepTool(String step) {
    this.step = step;
    this.out = System.out;
    this.errors = System.err;
  }

  /** Does the step; the generation is there where the arguments name one. */
  abstract void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException;

  /** How to call it, after its name. */
  abstract String usage();

  /** Whether {@code --full} may be among the arguments. */
  boolean mayBeFull() {
    return false;
  }

  /** Whether it was. */
  boolean isFull() {
    return full;
  }

  static int generation(OptionalInt named) {
    return named.orElseThrow(
        () -> new IllegalArgumentException("expected %s N, found none".formatted(GENERATION)));
  }

  /** Tells a workflow something that its later actions need. */
  final void tell(String key, String value) {
    told.put(key, value);
  }

  /** What a workflow was told. */
  final Map<String, String> told() {
    return Map.copyOf(told);
  }

  /** Runs {@code tool} and ends the process with its exit code, or the action of a workflow. */
  static void main(StepTool tool, String[] arguments) throws Exception {
    int code = ToolRunner.run(tool, arguments);
    Optional<OozieAction> action = OozieAction.current();
    if (action.isEmpty()) {
      System.exit(code);
    } else if (code == DONE) {
      action.get().done(tool.told);
    } else {
      throw new StepException(tool.failure);
    }
  }

  @Override
  public final int run(String[] arguments) throws InterruptedException {
    try {
      Arguments given = Arguments.parse(arguments, mayBeFull());
      full = given.full();
      TidelineConfiguration configuration = TidelineConfiguration.load(withHBase(getConf()));
      try (BatchRun run = BatchRun.open(configuration, new Printer(), given.anyway())) {
        run(run, given.generation());
      }
      return DONE;
    } catch (SettingException e) {
      return failed(MISUSED, e.getMessage());
    } catch (IllegalArgumentException e) {
      return failed(MISUSED, "%s: %s%nusage: %s %s".formatted(step, e.getMessage(), step, usage()));
    } catch (StepException | CorruptDataException | UnusableLogException | IOException e) {
      return failed(FAILED, "%s: %s".formatted(step, e.getMessage()));
    }
  }

  private int failed(int code, String why) {
    failure = why;
    errors.println(why);
    return code;
  }

  private static Configuration withHBase(Configuration given) {
    Configuration configuration = HBaseConfiguration.create(given);
    // HBase has set its own, which under hadoop jar does not know this jar.
    configuration.setClassLoader(given.getClassLoader());
    return configuration;
  }

  /**
   * What a step is told.
   *
   * @param anyway why a generation is to be published whatever its certificate says, if it is
   * @param full whether nothing of the base is to be built on
   */
  record Arguments(OptionalInt generation, Optional<String> anyway, boolean full) {
    static Arguments parse(String[] arguments, boolean mayBeFull) {
      OptionalInt generation = OptionalInt.empty();
      boolean publish = false;
      boolean full = false;
      Optional<String> why = Optional.empty();
      for (int i = 0; i < arguments.length; i++) {
        boolean last = i + 1 == arguments.length;
        if (arguments[i].equals(GENERATION) && !last) {
          generation = OptionalInt.of(number(arguments[++i]));
        } else if (arguments[i].equals(WHY) && !last) {
          why = Optional.of(arguments[++i]);
        } else if (arguments[i].equals(ANYWAY)) {
          publish = true;
        } else if (arguments[i].equals(FULL) && mayBeFull) {
          full = true;
        } else {
          throw new IllegalArgumentException(
              "expected %s N, found %s".formatted(GENERATION, String.join(" ", arguments)));
        }
      }
      if (publish != why.isPresent()) {
        throw new IllegalArgumentException(
            "expected %s and %s TEXT together, found %s"
                .formatted(ANYWAY, WHY, publish ? ANYWAY : WHY));
      }
      return new Arguments(generation, why, full);
    }

    private static int number(String written) {
      try {
        return Integer.parseInt(written);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "expected a number after %s, found \"%s\"".formatted(GENERATION, written), e);
      }
    }
  }

  private final class Printer implements StepListener {
    @Override
    public void finished(StepRecord record) {
      String counted =
          record.counters().entrySet().stream()
              .map(StepTool::counted)
              .collect(Collectors.joining(", "));
      out.printf("%s  %d ms  %s%n", record.step(), record.millis(), counted);
    }

    @Override
    public void notice(String notice) {
      out.println(notice);
    }
  }

  private static String counted(Map.Entry<String, Long> counter) {
    return "%d %s".formatted(counter.getValue(), counter.getKey());
  }
}
