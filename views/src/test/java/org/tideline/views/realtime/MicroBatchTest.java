package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;
import org.tideline.views.time.Bucket;
import org.tideline.views.window.EventClock;

class MicroBatchTest {
  private static MicroBatch batch(long from, long to, long... positions) {
    List<LogRecord> records =
        java.util.Arrays.stream(positions)
            .mapToObj(position -> new LogRecord(position, 7, new Change.Tick()))
            .toList();
    return new MicroBatch(3, from, to, records, Optional.empty());
  }

  @Test
  void mayLeaveOutPositionsAndBeEmpty() {
    assertThat(batch(5, 9, 6, 8).records()).hasSize(2);
    assertThat(batch(5, 5).records()).isEmpty();
    assertThat(batch(5, 9).records()).isEmpty();
  }

  @Test
  void isRefusedWhereItsRangeOrRecordsDoNotFit() {
    assertThatThrownBy(() -> batch(9, 5))
        .hasMessage("batch of partition 3 must not end at 5 before it begins at 9");
    assertThatThrownBy(() -> batch(5, 9, 4))
        .hasMessage(
            "batch of partition 3 over [5, 9): expected a record in [5, 9), found position 4");
    assertThatThrownBy(() -> batch(5, 9, 9))
        .hasMessage(
            "batch of partition 3 over [5, 9): expected a record in [5, 9), found position 9");
    assertThatThrownBy(() -> batch(5, 9, 7, 7))
        .hasMessage(
            "batch of partition 3 over [5, 9): expected a record in [8, 9), found position 7");
    assertThatThrownBy(
            () -> new MicroBatch(3, 5, 9, List.of(), Optional.of(Checkpoint.startingAt(4))))
        .hasMessage("batch of partition 3 from 5 bears the checkpoint of 4");
  }

  @Test
  void checkpointLiesInItsBucket() {
    Bucket bucket = new Bucket(20_000, 300);
    Checkpoint checkpoint =
        new Checkpoint(320, bucket, 20_005, Optional.of(4), Tally.ZERO, EventClock.START);
    assertThat(checkpoint.stamp()).isEqualTo((20_000L << 20) + 21);
    assertThat(Checkpoint.startingAt(300).stamp()).isEqualTo(1);
    assertThatThrownBy(
            () -> new Checkpoint(299, bucket, 20_005, Optional.of(4), Tally.ZERO, EventClock.START))
        .hasMessage(
            "checkpoint at position 299 is before the first position 300 of its bucket at 20000");
    assertThatThrownBy(
            () -> new Checkpoint(320, bucket, 19_999, Optional.of(4), Tally.ZERO, EventClock.START))
        .hasMessage("checkpoint at position 320 has ingest time 19999, before its bucket at 20000");
  }
}
