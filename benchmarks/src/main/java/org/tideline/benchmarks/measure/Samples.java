package org.tideline.benchmarks.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one side measured, in the order of measurement; all in one unit.
 *
 * @param values at least one
 */
public record Samples(List<Double> values) {
  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("samples: expected at least one, got none");
    }
    values = List.copyOf(values);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The smallest sample that at least {@code percent} of all do not exceed (nearest rank).
   *
   * @param percent in (0, 100]
   */
  public double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percentile must be in (0, 100], got " + percent);
    }
    int rank = (int) Math.ceil(percent / 100 * values.size());
    return values.stream().sorted().toList().get(rank - 1);
  }

  /** These and then those of {@code later}. */
  public Samples and(Samples later) {
    return new Samples(Stream.concat(values.stream(), later.values.stream()).toList());
  }
}
