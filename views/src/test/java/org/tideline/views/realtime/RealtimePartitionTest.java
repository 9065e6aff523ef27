package org.tideline.views.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

/** PROTOCOL rules A to F, one by one. */
class RealtimePartitionTest extends DrivenPartition {
  @Test
  void aRefusesABatchWithoutStateAndWithoutCheckpoint() {
    offer("full", 0, 1, put(0, 100, "d", "a"));
    offer("empty", 0, 0);
    assertThat(failed).containsExactly("full", "empty");
    assertThat(acked).isEmpty();
    assertThat(partition.dirty()).isFalse();
  }

  @Test
  void bBeginsAtTheCheckpointAndAcksWhatIsBelowIt() {
    offer("init", 0, 0, Optional.of(START));
    assertThat(acked).containsExactly("init");
    offer("next", 0, 1, put(0, 0, "d", "a"));
    assertThat(partition.heldTuples()).containsExactly("next");
    assertThat(partition.dirty()).isTrue();
  }

  @Test
  void cBeginsAnewAtALaterCheckpoint() {
    offer("held", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    partition.flush();
    Flush dropped = partition.nextFlush().orElseThrow();
    Checkpoint later =
        new Checkpoint(8, new Bucket(0, 0), 50, Optional.of(1), Tally.ZERO, EventClock.START);
    offer("init", 8, 9, Optional.of(later), put(8, 50, "e", "b"));
    assertThat(failed).containsExactly("held");

    partition.written(dropped);
    assertThat(acked).isEmpty();
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("b", new WordCount(1, 1)));
    assertThat(flush.segment()).isEqualTo(new Segment(0, 3, 2));
    assertThat(acked).containsExactly("init");
  }

  @Test
  void dAcksARepeatOnceItIsWrittenAndNeverResetsState() {
    offer("first", 0, 2, Optional.of(START), put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    offer("repeat", 0, 2, Optional.of(START), put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    assertThat(acked).isEmpty();
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("a", new WordCount(2, 2)));
    assertThat(acked).containsExactly("first", "repeat");
    offer("late", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    assertThat(acked).containsExactly("first", "repeat", "late");
    assertThat(failed).isEmpty();
    assertThat(partition.dirty()).isFalse();
  }

  @Test
  void eRefusesAGap() {
    offer("first", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    offer("gap", 2, 3, put(2, 0, "d", "c"));
    offer("empty gap", 2, 2);
    assertThat(failed).containsExactly("gap", "empty gap");
    offer("next", 1, 2, put(1, 0, "d", "b"));
    partition.flush();
    assertThat(words(write().get(0)))
        .isEqualTo(Map.of("a", WordCount.ZERO, "b", new WordCount(1, 1)));
    assertThat(acked).containsExactly("first", "next");
  }

  @Test
  void fAppliesOnlyWhatIsNew() {
    offer("first", 0, 1, Optional.of(START), put(0, 0, "d", "a"));
    offer("overlap", 0, 2, put(0, 0, "d", "a"), put(1, 0, "e", "a"));
    partition.flush();
    Flush flush = write().get(0);
    assertThat(words(flush)).isEqualTo(Map.of("a", new WordCount(2, 2)));
    assertThat(flush.versions()).hasSize(2);
  }
}
