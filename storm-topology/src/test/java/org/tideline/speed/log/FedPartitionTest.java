package org.tideline.speed.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.PartitionFeed;

class FedPartitionTest {
  private static final long HEARTBEAT = 1_000;

  private final FedPartition partition =
      new FedPartition(0, new PartitionFeed(0, 1 << 20, HEARTBEAT));

  private static Reading.Records record(long position) {
    List<LogRecord> records = List.of(new LogRecord(position, 1, new Change.Tick()));
    return new Reading.Records(0, records, position + 1, 10);
  }

  @Test
  void isQuietWhileItLoads() {
    assertThat(partition.empty(0)).isEmpty();
    assertThat(partition.empty(HEARTBEAT)).isEmpty();
  }

  @Test
  void speaksOfTheFirstLoadThatFailsUntilItHasBegun() {
    assertThat(partition.loadFailed()).isTrue();
    assertThat(partition.loadFailed()).isFalse();
    partition.begin(Checkpoint.startingAt(5));
    assertThat(partition.loadFailed()).isTrue();
  }

  @Test
  void beatsOnceAnIntervalWhenNothingWaits() {
    partition.begin(Checkpoint.startingAt(5));
    PartitionFeed.Message first = partition.empty(0).orElseThrow();
    assertThat(first.batch().init()).contains(Checkpoint.startingAt(5));
    partition.feed().acked(first.id());

    assertThat(partition.empty(HEARTBEAT - 1)).isEmpty();
    assertThat(partition.empty(HEARTBEAT)).isPresent();
  }

  @Test
  void gathersRecordsWhileSomethingWaits() {
    partition.begin(Checkpoint.startingAt(5));
    PartitionFeed.Message first = partition.emit(record(5), 100);

    assertThat(partition.wantsRecords(139)).isFalse();
    assertThat(partition.wantsRecords(140)).isTrue();
    partition.feed().acked(first.id());
    assertThat(partition.wantsRecords(101)).isTrue();
  }

  @Test
  void ticksWhileSomethingWaits() {
    partition.begin(Checkpoint.startingAt(5));
    partition.emit(record(5), 100);

    assertThat(partition.empty(109)).isEmpty();
    assertThat(partition.empty(110).map(message -> message.id().from())).contains(6L);
    assertThat(partition.empty(119)).isEmpty();
    assertThat(partition.empty(120)).isPresent();
  }

  @Test
  void onlyBeatsOnceTheBoltIsSilentForLong() {
    partition.begin(Checkpoint.startingAt(5));
    partition.emit(record(5), 100);
    assertThat(partition.empty(2_099)).isPresent();

    assertThat(partition.empty(2_100)).isEmpty();
    assertThat(partition.empty(2_099 + HEARTBEAT)).isPresent();

    partition.answered(4_000);
    assertThat(partition.empty(4_020)).isPresent();
  }

  @Test
  void remembersHowFarItHasReadThroughALoad() {
    partition.begin(Checkpoint.startingAt(5));
    PartitionFeed.Message message = partition.emit(record(8), 100);
    assertThat(partition.seen()).isEqualTo(9);

    partition.feed().failed(message.id(), 100);
    partition.begin(Checkpoint.startingAt(5));
    assertThat(partition.seen()).isEqualTo(9);
  }

  @Test
  void handsOutALoadOnce() {
    CompletableFuture<Loaded> load = new CompletableFuture<>();
    partition.loading(load);
    assertThat(partition.loaded()).isEmpty();
    assertThat(partition.loading()).isTrue();

    load.complete(new Loaded.Ready(Checkpoint.startingAt(5), false));
    assertThat(partition.loaded()).isEqualTo(Optional.of(load));
    assertThat(partition.loaded()).isEmpty();
    assertThat(partition.loading()).isFalse();
  }
}
