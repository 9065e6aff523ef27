package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.PartitionFeed.Message;
import org.tideline.views.realtime.PartitionFeed.State;

class PartitionFeedTest {
  private static final long HEARTBEAT = 1000;
  private final PartitionFeed feed = new PartitionFeed(3, 100, HEARTBEAT);
  private final Checkpoint checkpoint = Checkpoint.startingAt(50);

  @BeforeEach
  void start() {
    assertThat(feed.state()).isEqualTo(State.LOAD);
    assertThat(feed.loadDue(0)).isTrue();
    assertThat(feed.hasRoom()).isFalse();
    assertThat(feed.heartbeat(0)).isEmpty();
    feed.started(checkpoint);
  }

  private Message emit(long to, long bytes, long now) {
    List<LogRecord> records = List.of(new LogRecord(to - 1, 7, new Change.Tick()));
    return feed.emit(records, to, bytes, now);
  }

  @Test
  void onlyTheFirstBatchAfterALoadBearsTheCheckpoint() {
    Message first = emit(52, 10, 0);
    assertThat(first.id()).isEqualTo(new MessageId(3, 1, 50, 52));
    assertThat(first.batch().init()).contains(checkpoint);
    Message second = emit(53, 10, 0);
    assertThat(second.id()).isEqualTo(new MessageId(3, 1, 52, 53));
    assertThat(second.batch().init()).isEmpty();
    assertThat(feed.position()).isEqualTo(53);
  }

  @Test
  void pausesAtTheLimitAndGoesOnAfterAnAck() {
    emit(51, 60, 0);
    assertThat(feed.hasRoom()).isTrue();
    Message second = emit(52, 60, 0);
    assertThat(feed.hasRoom()).isFalse();
    feed.acked(second.id());
    assertThat(feed.hasRoom()).isTrue();
  }

  @Test
  void anAckIsCumulative() {
    emit(51, 30, 0);
    Message second = emit(52, 30, 0);
    Message third = emit(53, 30, 0);
    feed.acked(second.id());
    assertThat(feed.waiting()).isTrue();
    emit(54, 60, 0);
    assertThat(feed.hasRoom()).describedAs("90 of 100 bytes are in flight").isTrue();
    feed.acked(third.id());
    feed.acked(new MessageId(3, 1, 53, 54));
    assertThat(feed.waiting()).isFalse();
  }

  @Test
  void anAckOfTheEndCoversEmptyBatchesBefore() {
    emit(51, 10, 0);
    feed.heartbeat(1000).orElseThrow();
    Message last = feed.heartbeat(2000).orElseThrow();
    feed.acked(last.id());
    assertThat(feed.waiting()).isFalse();
  }

  @Test
  void anEmptyBatchIsDueAfterASecondWithoutOneAlsoWhenFull() {
    Message first = feed.heartbeat(5).orElseThrow();
    assertThat(first.id()).isEqualTo(new MessageId(3, 1, 50, 50));
    assertThat(first.batch().init()).contains(checkpoint);
    emit(51, 100, 10);
    assertThat(feed.hasRoom()).isFalse();
    assertThat(feed.heartbeat(1009)).isEmpty();
    Message empty = feed.heartbeat(1010).orElseThrow();
    assertThat(empty.id()).isEqualTo(new MessageId(3, 1, 51, 51));
    assertThat(empty.batch().records()).isEmpty();
    assertThat(empty.batch().init()).isEmpty();
    assertThat(feed.heartbeat(1011)).isEmpty();
  }

  @Test
  void aFailureLeadsToALoadInANewSession() {
    Message first = emit(52, 100, 0);
    feed.failed(first.id(), 1000);
    assertThat(feed.state()).isEqualTo(State.LOAD);
    assertThat(feed.hasRoom()).isFalse();
    assertThat(feed.loadDue(1099)).isFalse();
    assertThat(feed.loadDue(1100)).isTrue();

    feed.started(checkpoint);
    assertThat(feed.waiting()).isFalse();
    assertThat(feed.hasRoom()).isTrue();
    Message again = emit(51, 1, 1100);
    assertThat(again.id()).isEqualTo(new MessageId(3, 2, 50, 51));
    assertThat(again.batch().init()).contains(checkpoint);
  }

  @Test
  void answersOfAnotherSessionAreIgnored() {
    Message old = emit(52, 100, 0);
    feed.failed(old.id(), 0);
    feed.acked(old.id());
    feed.failed(old.id(), 0);
    assertThat(feed.loadDue(100)).describedAs("one failure, one back-off").isTrue();
    feed.started(checkpoint);
    emit(52, 100, 100);
    feed.acked(old.id());
    assertThat(feed.hasRoom()).isFalse();
    feed.failed(old.id(), 200);
    assertThat(feed.state()).isEqualTo(State.RUN);
  }

  @Test
  void backsOffFromATenthOfASecondToTenUntilTheFirstAck() {
    List<Long> waits = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 9; i++) {
      feed.retryLoad(now);
      long failed = now;
      while (!feed.loadDue(now)) {
        now++;
      }
      waits.add(now - failed);
      feed.started(checkpoint);
    }
    assertThat(waits)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);

    feed.acked(emit(51, 1, now).id());
    feed.retryLoad(now);
    assertThat(feed.loadDue(now + 99)).isFalse();
    assertThat(feed.loadDue(now + 100)).isTrue();
  }

  @Test
  void staysStopped() {
    Message first = emit(51, 1, 0);
    feed.stopped();
    feed.failed(first.id(), 0);
    feed.retryLoad(0);
    assertThat(feed.state()).isEqualTo(State.STOPPED);
    assertThat(feed.loadDue(100_000)).isFalse();
    assertThat(feed.heartbeat(100_000)).isEmpty();
    assertThatThrownBy(() -> feed.started(checkpoint))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("feed of partition 3 is in state STOPPED, expected LOAD");
    assertThatThrownBy(() -> emit(52, 1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("feed of partition 3 is in state STOPPED, expected RUN");
  }
}
