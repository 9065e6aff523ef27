package org.tideline.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;
import org.tideline.batch.StepListener;
import org.tideline.batch.step.StepJob;
import org.tideline.schema.generation.StepRecord;

/** A line for every step of a batch run. */
final class StepLines implements StepListener {
  /** What MapReduce tells of itself: for those who tune, in {@code generations show}. */
  private static final Set<String> OF_THE_ENGINE = Set.of(StepJob.SHUFFLED, StepJob.SPILLED);

  private final PrintWriter out;
  private final String indent;
  private long began;

  StepLines(PrintWriter out, String indent) {
    this.out = out;
    this.indent = indent;
  }

  @Override
  public void started(String step) {
    began = System.nanoTime();
  }

  @Override
  public void finished(StepRecord record) {
    String counted =
        record.counters().entrySet().stream()
            .filter(counter -> counter.getValue() != 0)
            .filter(counter -> !OF_THE_ENGINE.contains(counter.getKey()))
            .map(counter -> "%,d %s".formatted(counter.getValue(), counter.getKey()))
            .collect(Collectors.joining(", "));
    double seconds = (System.nanoTime() - began) / 1e9;
    out.println(
        "%s%-8s %6.1f s  %s".formatted(indent, record.step(), seconds, counted).stripTrailing());
    out.flush();
  }

  @Override
  public void notice(String notice) {
    out.println(indent + notice);
    out.flush();
  }
}
