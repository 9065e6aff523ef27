package org.tideline.schema.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tideline.views.certify.Fault;

class VerdictTest {
  @Test
  void aWrongGenerationWeighsMostAndThenDoubt() {
    assertThat(Verdict.of(Set.of())).isEqualTo(Verdict.MATCH);
    assertThat(Verdict.of(Set.of(Fault.BASE))).isEqualTo(Verdict.MISMATCH_BASE);
    assertThat(Verdict.of(Set.of(Fault.BASE, Fault.REALTIME))).isEqualTo(Verdict.MISMATCH_REALTIME);
    assertThat(Verdict.of(Set.of(Fault.REALTIME, Fault.UNDECIDED)))
        .isEqualTo(Verdict.MISMATCH_UNDECIDED);
    assertThat(Verdict.of(Set.of(Fault.values()))).isEqualTo(Verdict.MISMATCH_BATCH);
  }

  @Test
  void onlyAGenerationThatMayBeWrongIsHeld() {
    assertThat(Arrays.stream(Verdict.values()).filter(verdict -> verdict.isHeld(true)))
        .containsExactly(Verdict.MISMATCH_BATCH, Verdict.MISMATCH_UNDECIDED);
    assertThat(Arrays.stream(Verdict.values()).filter(verdict -> verdict.isHeld(false)))
        .containsExactly(Verdict.MISMATCH_BATCH, Verdict.MISMATCH_UNDECIDED, Verdict.UNPROVEN);
    assertThat(Arrays.stream(Verdict.values()).filter(verdict -> !verdict.isAlarm()))
        .containsExactly(Verdict.MATCH, Verdict.UNPROVEN);
  }
}
