package org.tideline.batch.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tideline.batch.step.StepException;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

class CutSearchTest {
  private static final Buckets BUCKETS = new Buckets(100);

  /** Waits by moving the log's clock; its time is over after that many waits. */
  private static final class Waits implements CutSearch.Patience {
    private final HandDrivenLog log;
    private int left;
    private long waited;

    Waits(HandDrivenLog log, int waits) {
      this.log = log;
      this.left = waits;
    }

    @Override
    public void pause(long millis) {
      waited += millis;
      left--;
      log.pass(millis);
    }

    @Override
    public boolean isOver() {
      return left <= 0;
    }
  }

  @Test
  void waitsForTheEdgeAfterTheStartAndTicksWhatIsIdle() throws Exception {
    HandDrivenLog log = new HandDrivenLog(2, 1_030);
    log.append(0);
    log.append(1);
    Waits waits = new Waits(log, 10);

    Cut cut = new CutSearch(BUCKETS, log, waits).find();

    // One tick each to learn the time, 70 ms of waiting, one tick each to pass the edge, and a last
    // look after 5 ms.
    assertThat(cut).isEqualTo(new Cut(1_100, Map.of(0, 2L, 1, 2L)));
    assertThat(log.ticks).isEqualTo(4);
    assertThat(waits.waited).isEqualTo(75);
  }

  @Test
  void needsNoTickWhereRecordsComeByThemselves() throws Exception {
    HandDrivenLog log = new HandDrivenLog(1, 1_030);
    log.append(0);
    LogEnd busy =
        new LogEnd() {
          private int looks;

          @Override
          public Map<Integer, OptionalLong> ingestTimes() {
            if (looks++ == 1) {
              log.pass(200);
              log.append(0);
            }
            return log.ingestTimes();
          }

          @Override
          public Map<Integer, Long> positionsAt(long ingestTime) {
            return log.positionsAt(ingestTime);
          }

          @Override
          public long tick(int partition) {
            return log.tick(partition);
          }
        };

    assertThat(new CutSearch(BUCKETS, busy, new Waits(log, 10)).find())
        .isEqualTo(new Cut(1_200, Map.of(0, 1L)));
    assertThat(log.ticks).isZero();
  }

  @Test
  void cutsAnEmptyLogAtItsBeginning() throws Exception {
    HandDrivenLog log = new HandDrivenLog(2, 5_050);

    assertThat(new CutSearch(BUCKETS, log, new Waits(log, 1)).find())
        .isEqualTo(new Cut(5_000, Map.of(0, 0L, 1, 0L)));
  }

  @Test
  void takesTheGreatestEdgeThatEveryPartitionHasPassed() throws Exception {
    HandDrivenLog log = new HandDrivenLog(2, 1_000);
    log.append(0);
    log.append(1);
    log.setClock(0, 9_999);
    log.setClock(1, 5_432);

    assertThat(new CutSearch(BUCKETS, log, new Waits(log, 10)).find().ingestTime())
        .isEqualTo(5_400);
  }

  @Test
  void recordsAfterAClockThatSteppedBackStayAboveTheCut() throws Exception {
    HandDrivenLog log = new HandDrivenLog(1, 1_050);
    log.append(0);
    log.setClock(0, 1_250);
    log.append(0);
    log.setClock(0, 1_020);
    log.append(0);

    // Their ingest time is 1250, whatever their LogAppendTime: the edge after it is 1300.
    Cut cut = new CutSearch(BUCKETS, log, new Waits(log, 10)).find();

    assertThat(cut.ingestTime()).isEqualTo(1_300);
    assertThat(cut.positions()).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void aPartitionWithoutARecordAtTheEdgeGetsOne() throws Exception {
    HandDrivenLog log = new HandDrivenLog(1, 1_000);
    // Knows its time from the archive, all records of that time have left the log.
    LogEnd forgetful =
        new LogEnd() {
          private boolean first = true;

          @Override
          public Map<Integer, OptionalLong> ingestTimes() {
            long known = Math.max(log.ingestTimes().get(0).orElseThrow(), first ? 950 : 1_010);
            first = false;
            return Map.of(0, OptionalLong.of(known));
          }

          @Override
          public Map<Integer, Long> positionsAt(long ingestTime) {
            return log.positionsAt(ingestTime);
          }

          @Override
          public long tick(int partition) {
            return log.tick(partition);
          }
        };

    assertThat(new CutSearch(BUCKETS, forgetful, new Waits(log, 10)).find())
        .isEqualTo(new Cut(1_000, Map.of(0, 0L)));
    assertThat(log.ticks).isEqualTo(1);
  }

  /** A log whose newest record cannot be read for that many looks. */
  private static LogEnd unreadable(HandDrivenLog log, int looks) {
    return new LogEnd() {
      private int left = looks;

      @Override
      public Map<Integer, OptionalLong> ingestTimes() {
        return left-- > 0 ? Map.of(0, OptionalLong.empty()) : log.ingestTimes();
      }

      @Override
      public Map<Integer, Long> positionsAt(long ingestTime) {
        return log.positionsAt(ingestTime);
      }

      @Override
      public long tick(int partition) {
        return log.tick(partition);
      }
    };
  }

  @Test
  void waitsForANewestRecordThatCannotBeReadYet() throws Exception {
    HandDrivenLog log = new HandDrivenLog(1, 1_030);
    log.append(0);
    Waits waits = new Waits(log, 10);

    // Taken for a log without records, its edge would be 100 and the cut below what it holds.
    assertThat(new CutSearch(BUCKETS, unreadable(log, 3), waits).find())
        .isEqualTo(new Cut(1_100, Map.of(0, 2L)));
    assertThat(log.ticks).isEqualTo(2);
  }

  @Test
  void givesUpWhereTheNewestRecordStaysUnreadable() {
    HandDrivenLog log = new HandDrivenLog(1, 1_030);
    Waits waits = new Waits(log, 3);

    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> new CutSearch(BUCKETS, unreadable(log, Integer.MAX_VALUE), waits).find())
        .withMessage(
            "log: expected to read the newest record of every partition, found that those of partitions [0] cannot be read yet; a replica lags or a producer has a transaction open: wait until it has ended, or raise tideline.freeze.timeout");
    assertThat(log.ticks).isZero();
    assertThat(waits.waited).isEqualTo(15);
  }

  @Test
  void givesUpWhereTheClockWasSetFarBack() {
    HandDrivenLog log = new HandDrivenLog(1, 90_000);
    log.append(0);
    log.setClock(0, 1_000);
    CutSearch.Patience impatient =
        new CutSearch.Patience() {
          private int waits;

          @Override
          public void pause(long millis) {
            waits++;
          }

          @Override
          public boolean isOver() {
            return waits > 2;
          }
        };

    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> new CutSearch(BUCKETS, log, impatient).find())
        .withMessage(
            "log: expected every partition to pass ingest time 90100, found partitions [0] at 1000, 89100 ms before it; the clock of a broker was set back: wait until it has caught up, or raise tideline.freeze.timeout");
  }
}
