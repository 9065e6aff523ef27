package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
  /** Of a view that is a sum: what base and realtime hold, and what is true at both cuts. */
  private static Map<Side, Checksum> sum(
      long base, long realtime, long generation, long baseRecount, long recount) {
    Map<Side, Checksum> sums = new EnumMap<>(Side.class);
    sums.put(Side.BASE, checksum(base));
    sums.put(Side.REALTIME, checksum(realtime));
    sums.put(Side.MERGED, checksum(base).plus(checksum(realtime)));
    sums.put(Side.GENERATION, checksum(generation));
    sums.put(Side.BASE_RECOUNT, checksum(baseRecount));
    sums.put(Side.RECOUNT, checksum(recount));
    return sums;
  }

  /** Of one that is merged key by key. */
  private static Map<Side, Checksum> merged(
      long base, long merged, long generation, long baseRecount, long recount) {
    Map<Side, Checksum> sums = sum(base, 0, generation, baseRecount, recount);
    sums.remove(Side.REALTIME);
    sums.put(Side.MERGED, checksum(merged));
    return sums;
  }

  private static Set<Fault> faults(Map<Side, Checksum> sums) {
    return Judgement.faults(sums, Fault.REALTIME);
  }

  private static Checksum checksum(long sum) {
    return new Checksum(1, sum);
  }

  @Test
  void equalSidesNeedNoRecount() {
    assertThat(Judgement.isDue(sum(10, 3, 13, 0, 0), true)).isFalse();
    assertThat(Judgement.isDue(sum(10, 3, 14, 0, 0), true)).isTrue();
    assertThat(Judgement.isDue(sum(10, 3, 13, 0, 0), false)).isTrue();
  }

  @Test
  void recountSaysWhichPartOfASumIsWrong() {
    assertThat(faults(sum(10, 4, 13, 10, 13))).isEqualTo(Set.of(Fault.REALTIME));
    assertThat(faults(sum(11, 3, 13, 10, 13))).isEqualTo(Set.of(Fault.BASE));
    assertThat(faults(sum(10, 3, 14, 10, 13))).isEqualTo(Set.of(Fault.BATCH));
    assertThat(faults(sum(11, 4, 14, 10, 13)))
        .isEqualTo(Set.of(Fault.BASE, Fault.REALTIME, Fault.BATCH));
  }

  @Test
  void twoFaultsThatCancelAreSeenWhereTheBaseDoesNotHold() {
    assertThat(faults(sum(11, 2, 13, 10, 13))).isEqualTo(Set.of(Fault.BASE, Fault.REALTIME));
    assertThat(faults(sum(11, 3, 14, 10, 13))).isEqualTo(Set.of(Fault.BASE, Fault.BATCH));
  }

  @Test
  void aMergedViewBlamesRealtimeOnlyWhereItsBaseIsRight() {
    assertThat(faults(merged(10, 14, 13, 10, 13))).isEqualTo(Set.of(Fault.REALTIME));
    assertThat(faults(merged(11, 14, 13, 10, 13))).isEqualTo(Set.of(Fault.BASE));
    assertThat(faults(merged(10, 13, 14, 10, 13))).isEqualTo(Set.of(Fault.BATCH));
  }

  @Test
  void aViewMadeFromTheBatchLayerBlamesIt() {
    assertThat(Judgement.faults(merged(10, 14, 13, 10, 13), Fault.BATCH))
        .isEqualTo(Set.of(Fault.BATCH));
  }

  @Test
  void aViewWithoutBaseBlamesRealtime() {
    Map<Side, Checksum> sums = merged(0, 14, 13, 10, 13);
    sums.remove(Side.BASE);
    assertThat(faults(sums)).isEqualTo(Set.of(Fault.REALTIME));
  }

  @Test
  void aBaseOfWhichNoPartIsWrongIsUndecidedAgainstItsCertificate() {
    Set<Fault> right = faults(sum(10, 3, 13, 10, 13));
    assertThat(right).isEmpty();
    assertThat(Judgement.isUndecided(List.of(right, right))).isTrue();
    assertThat(Judgement.isUndecided(List.of(right, faults(sum(11, 3, 13, 10, 13))))).isFalse();
  }
}
