package org.tideline.benchmarks.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several sides in turn, A B C A B C, so that whatever the machine does meanwhile falls on
 * all of them.
 *
 * @param warmUps rounds that are run first and not counted
 * @param rounds that count, at least one
 */
public record Alternation(int warmUps, int rounds) {
  /** One of the things compared. */
  @FunctionalInterface
  public interface Side {
    /**
     * Does its work once and returns the figure.
     *
     * @param round from 0, warm-ups included
     */
    double measure(int round) throws Exception;
  }

  public Alternation {
    if (warmUps < 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "expected 0 or more warm-ups and 1 or more rounds, got %d and %d"
              .formatted(warmUps, rounds));
    }
  }

  /**
   * Runs {@code sides} in their order, again and again.
   *
   * @param progress is told every figure, in {@code unit}
   */
  public Map<String, Samples> run(Map<String, Side> sides, Unit unit, PrintWriter progress)
      throws Exception {
    Map<String, List<Double>> measured = new LinkedHashMap<>();
    for (int round = 0; round < warmUps + rounds; round++) {
      boolean warmUp = round < warmUps;
      String name = warmUp ? "warm-up" : "round " + (round - warmUps + 1);
      for (Map.Entry<String, Side> side : sides.entrySet()) {
        double figure = side.getValue().measure(round);
        progress.printf("%-8s  %-40s %s%n", name, side.getKey(), unit.format(figure));
        progress.flush();
        if (!warmUp) {
          measured.computeIfAbsent(side.getKey(), key -> new ArrayList<>()).add(figure);
        }
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    measured.forEach((side, values) -> samples.put(side, new Samples(values)));
    return samples;
  }
}
