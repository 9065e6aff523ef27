package org.tideline.views;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.tideline.views.simulation.Happening;
import org.tideline.views.simulation.History;

/**
 * The law: for any records in any order, with replays, and any cut on a bucket edge, merged view =
 * reference view. docs/correctness.md says what a history is made of; {@code -Dtideline.law.seed=N}
 * lets one of them happen again.
 */
class MergedViewLawsTest {
  private static final Optional<Long> ONLY = Optional.ofNullable(Long.getLong("tideline.law.seed"));

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void mergedViewEqualsReferenceAtEveryCut(@ForAll("seeds") long seed) {
    History history = History.of(seed);
    history.run();
    if (ONLY.isEmpty()) {
      // How often something happens says nothing of one history.
      report(history.happenings());
    }
  }

  @Provide
  Arbitrary<Long> seeds() {
    return ONLY.map(Arbitraries::just).orElse(Arbitraries.randomValue(Random::nextLong));
  }

  private static void report(Set<Happening> happenings) {
    for (Happening happening : Happening.values()) {
      Statistics.label(happening.name())
          .collect(happenings.contains(happening))
          .coverage(coverage -> coverage.check(true).percentage(share -> share >= 10));
    }
  }
}
