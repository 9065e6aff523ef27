package org.tideline.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tideline.views.simulation.History;
import org.tideline.views.simulation.Violation;

/** The speed layer's protocol in storms: no schedule may be unsafe, and none may get stuck. */
class ProtocolSchedulesTest {
  private static final int SCHEDULES = 5000;

  @Test
  void noScheduleIsUnsafeOrStuck() {
    long firstSeed = new Random().nextInt();
    Map<Violation.Kind, List<Violation>> violations = new EnumMap<>(Violation.Kind.class);
    for (Violation.Kind kind : Violation.Kind.values()) {
      violations.put(kind, new ArrayList<>());
    }
    for (long seed = firstSeed; seed < firstSeed + SCHEDULES; seed++) {
      try {
        History.stormy(seed).run();
      } catch (Violation violation) {
        violations.get(violation.kind()).add(violation);
      }
    }
    int unsafe = violations.get(Violation.Kind.UNSAFE).size();
    int stuck = violations.get(Violation.Kind.STUCK).size();
    System.out.printf(
        "protocol: %,d schedules from seed %d: %d unsafe, %d stuck%n",
        SCHEDULES, firstSeed, unsafe, stuck);
    assertThat(violations.get(Violation.Kind.UNSAFE)).isEmpty();
    assertThat(violations.get(Violation.Kind.STUCK)).isEmpty();
  }
}
