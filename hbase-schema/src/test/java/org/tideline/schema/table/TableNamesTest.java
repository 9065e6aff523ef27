package org.tideline.schema.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.TableName;
import org.junit.jupiter.api.Test;
import org.tideline.views.time.Stamp;

class TableNamesTest {
  private static final TableNames NAMES = new TableNames("tideline");
  private static final long PERIOD_START = 1_795_392_000_000L;

  @Test
  void namesEveryTable() {
    assertThat(NAMES.generations()).hasToString("tideline:generations");
    assertThat(NAMES.progress()).hasToString("tideline:progress");
    assertThat(NAMES.documents(1)).hasToString("tideline:documents_e1");
    assertThat(NAMES.outcomes(1)).hasToString("tideline:outcomes_e1");
    assertThat(NAMES.realtime(1, PERIOD_START))
        .hasToString("tideline:realtime_e1_20261123T000000Z");
    assertThat(NAMES.words(12)).hasToString("tideline:words_g12");
    assertThat(NAMES.index(12)).hasToString("tideline:index_g12");
    assertThat(NAMES.ranking(12)).hasToString("tideline:ranking_g12");
    assertThat(NAMES.timeline(12)).hasToString("tideline:timeline_g12");
    assertThat(NAMES.late(1)).hasToString("tideline:late_e1");
  }

  @Test
  void namesTheTablesOfAGenerationAsBatchTablesDo() {
    assertThat(BatchTable.WORDS.of(NAMES, 12)).isEqualTo(NAMES.words(12));
    assertThat(BatchTable.INDEX.of(NAMES, 12)).isEqualTo(NAMES.index(12));
    assertThat(BatchTable.RANKING.of(NAMES, 12)).isEqualTo(NAMES.ranking(12));
    assertThat(BatchTable.TIMELINE.of(NAMES, 12)).isEqualTo(NAMES.timeline(12));
  }

  @Test
  void refusesPeriodInsideSecond() {
    assertThatThrownBy(() -> NAMES.realtime(1, 1_500))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a period must start on a whole second, got 1500 ms");
  }

  @Test
  void knowsOnlyItsOwnTables() {
    assertThat(NAMES.periodStart(1, NAMES.realtime(1, PERIOD_START))).contains(PERIOD_START);
    assertThat(NAMES.periodStart(2, NAMES.realtime(1, PERIOD_START))).isEmpty();
    assertThat(NAMES.periodStart(1, NAMES.realtime(11, PERIOD_START))).isEmpty();
    assertThat(NAMES.periodStart(1, new TableNames("other").realtime(1, PERIOD_START))).isEmpty();
    assertThat(NAMES.periodStart(1, NAMES.documents(1))).isEmpty();
    assertThat(NAMES.periodStart(1, TableName.valueOf("tideline:realtime_e1_20261323T000000Z")))
        .isEmpty();
  }

  @Property
  void readsPeriodThatItWrote(
      @ForAll @IntRange(min = 1) int epoch,
      @ForAll @LongRange(min = 0, max = Stamp.MAX_INGEST_TIME / 1_000) long second) {
    long periodStart = second * 1_000;
    assertThat(NAMES.periodStart(epoch, NAMES.realtime(epoch, periodStart))).contains(periodStart);
  }

  @Property
  void sortsPeriodsOfAnEpochByTime(
      @ForAll @LongRange(min = 0, max = Stamp.MAX_INGEST_TIME / 1_000) long second,
      @ForAll @LongRange(min = 0, max = Stamp.MAX_INGEST_TIME / 1_000) long other) {
    int byName =
        NAMES
            .realtime(1, second * 1_000)
            .getNameAsString()
            .compareTo(NAMES.realtime(1, other * 1_000).getNameAsString());
    assertThat(Integer.signum(byName)).isEqualTo(Long.compare(second, other));
  }
}
