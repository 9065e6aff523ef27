package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.BatchStep;

class StepOrderTest {
  private static final List<String> ALL =
      BatchRun.steps(Optional.empty()).stream().map(BatchStep::name).toList();

  @Test
  void everyStepNeedsStepsThatARunDoesBefore() {
    Set<String> done = new HashSet<>();
    for (String step : ALL) {
      assertThat(done).as("done before %s", step).containsAll(StepOrder.before(step, ALL));
      done.add(step);
    }
  }

  @Test
  void noStepIsLeftOutOfWhatThePublicationNeeds() {
    Set<String> needed = new HashSet<>();
    gather("publish", needed);
    assertThat(needed).containsAll(ALL.subList(0, ALL.indexOf("publish")));
  }

  private static void gather(String step, Set<String> needed) {
    for (String before : StepOrder.before(step, ALL)) {
      needed.add(before);
      gather(before, needed);
    }
  }

  @Test
  void indexAndWordsMayRunAtOnce() {
    assertThat(StepOrder.before("index", ALL)).containsExactly("current");
    assertThat(StepOrder.before("words", ALL)).containsExactly("current");
    assertThat(StepOrder.before("ranking", ALL)).containsExactly("words");
    assertThat(StepOrder.before("timeline", ALL)).containsExactly("current");
    assertThat(StepOrder.before("views", ALL)).containsExactly("current");
  }
}
