package org.tideline.schema.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.value;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

class ProgressRowTest {
  private static final Bucket BUCKET = new Bucket(10_000, 290);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          300, BUCKET, 10_000, Optional.of(4), new Tally(1, 2, 3, 4), new EventClock(13, 1, 2));

  private static Put put(Frontier frontier, Optional<Checkpoint> checkpoint) {
    return ProgressRow.put(
        1,
        new Flush(
            Flush.Tier.SETTLED,
            new Segment(10_000, 0, 0),
            frontier.position(),
            8,
            8,
            List.of(),
            false,
            List.of(),
            List.of(),
            Flush.ByEventTime.NONE,
            List.of(),
            frontier,
            9,
            new Settled(frontier.position(), 9),
            false,
            checkpoint));
  }

  private static Result row(String qualifier, String value) {
    return PutRow.read(
        new Put(Bytes.toBytes("00000001/00000"))
            .addColumn(ProgressRow.FAMILY, Bytes.toBytes(qualifier), 9, bytes(value)));
  }

  private static AbstractThrowableAssert<?, ?> assertCorrupt(String value) {
    return assertThatThrownBy(() -> ProgressRow.frontier(row("frontier", value)))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void writesTheBytesOfItsExample() {
    Put put =
        put(
            new Frontier(300, 10_000, new Tally(0, 0, 2, 7), new EventClock(13, 1, 0)),
            Optional.empty());
    assertThat(Bytes.toString(put.getRow())).isEqualTo("00000001/00000");
    assertThat(value(put, "frontier")).isEqualTo("03 ac 02 90 4e 00 00 02 07 1a 01 00");
    assertThat(PutRow.timestamps(put)).containsExactly(9L, 9L);
  }

  @Test
  void writesTheSettledPositionUnderItsOwnStamp() {
    Put put =
        ProgressRow.put(
            1,
            0,
            new Flush.Stamped<>(9, new Frontier(300, 10_000, Tally.ZERO, EventClock.START)),
            new Settled(299, 8));
    assertThat(value(put, "settled")).isEqualTo("01 ab 02");
    assertThat(PutRow.timestamps(put)).containsExactly(9L, 8L);
    assertThat(ProgressRow.settled(PutRow.read(put))).contains(new Settled(299, 8));
  }

  @Test
  void whatAnOlderReleaseWroteIsSettledUpToTheFrontier() {
    assertThat(ProgressRow.settled(row("frontier", "02 ac 02 90 4e 00 00 02 07")))
        .contains(new Settled(300, 9));
  }

  @Test
  void writesCheckpointUnderItsOwnStamp() {
    Put put =
        put(
            new Frontier(300, 10_000, new Tally(1, 2, 3, 4), EventClock.START),
            Optional.of(CHECKPOINT));
    assertThat(value(put, "checkpoint"))
        .isEqualTo("03 ac 02 90 4e a2 02 90 4e 05 01 02 03 04 1a 01 02");
    assertThat(PutRow.timestamps(put)).containsExactly(BUCKET.stamp(300), 9L, 9L);
    assertThat(ProgressRow.checkpoint(PutRow.read(put))).contains(CHECKPOINT);
  }

  @Test
  void writesStops() {
    Stop stop = new Stop(Stop.Reason.GAP, "d");
    Put put = ProgressRow.put(1, 7, CHECKPOINT, Optional.of(stop));
    assertThat(Bytes.toString(put.getRow())).isEqualTo("00000001/00007");
    assertThat(value(put, "stop")).isEqualTo("01 03 47 41 50 01 64");
    assertThat(PutRow.timestamps(put)).containsExactly(CHECKPOINT.stamp());
    assertThat(ProgressRow.stop(PutRow.read(put))).contains(stop);
    assertThat(ProgressRow.partition(PutRow.read(put))).isEqualTo(7);
  }

  @Test
  void goesOnAfterAnEmptyStop() {
    Put put = ProgressRow.put(1, 7, CHECKPOINT, Optional.empty());
    assertThat(value(put, "stop")).isEqualTo("01 00 00");
    assertThat(ProgressRow.stop(PutRow.read(put))).isEmpty();
  }

  @Test
  void hasNothingBeforeTheFirstFlush() {
    assertThat(ProgressRow.frontier(Result.EMPTY_RESULT)).isEmpty();
    assertThat(ProgressRow.checkpoint(Result.EMPTY_RESULT)).isEmpty();
    assertThat(ProgressRow.settled(Result.EMPTY_RESULT)).isEmpty();
    assertThat(ProgressRow.stop(Result.EMPTY_RESULT)).isEmpty();
  }

  @Test
  void scansOneEpoch() {
    Scan scan = ProgressRow.scan(9);
    assertThat(Bytes.toString(scan.getStartRow())).isEqualTo("00000009/00000");
    assertThat(Bytes.toString(scan.getStopRow())).isEqualTo("00000010/00000");
  }

  @Test
  void rejectsUnknownVersion() {
    assertCorrupt("09 ac 02")
        .hasMessage(
            "progress row \"00000001/00000\", column p:frontier: expected format version 3, found 9 (3 bytes); written by a newer release?");
  }

  @Test
  void readsVersionOneWithoutDocuments() {
    assertThat(ProgressRow.frontier(row("frontier", "01 ac 02 90 4e 01 02")))
        .contains(new Frontier(300, 10_000, new Tally(1, 2, 0, 0), EventClock.START));
    assertThat(ProgressRow.checkpoint(row("checkpoint", "01 ac 02 90 4e a2 02 90 4e 05 01 02")))
        .contains(
            new Checkpoint(
                300, BUCKET, 10_000, Optional.of(4), new Tally(1, 2, 0, 0), EventClock.START));
  }

  @Test
  void readsVersionTwoAsBeforeTheFirstPut() {
    assertThat(ProgressRow.frontier(row("frontier", "02 ac 02 90 4e 00 00 02 07")))
        .contains(new Frontier(300, 10_000, new Tally(0, 0, 2, 7), EventClock.START));
    assertThat(
            ProgressRow.checkpoint(row("checkpoint", "02 ac 02 90 4e a2 02 90 4e 05 01 02 03 04")))
        .contains(
            new Checkpoint(
                300, BUCKET, 10_000, Optional.of(4), new Tally(1, 2, 3, 4), EventClock.START));
  }

  @Test
  void rejectsTruncatedAndTrailingBytes() {
    assertCorrupt("03 ac 02 90 4e 00 00 02 07 1a 01")
        .hasMessage(
            "progress row \"00000001/00000\", column p:frontier: expected 1 bytes more after byte 11, found 0");
    assertCorrupt("03 ac 02 90 4e 00 00 02 07 1a 01 00 00")
        .hasMessage(
            "progress row \"00000001/00000\", column p:frontier: expected 12 bytes, found 13");
  }

  @Test
  void rejectsCheckpointThatCannotBe() {
    assertThatThrownBy(
            () -> ProgressRow.checkpoint(row("checkpoint", "01 01 90 4e a2 02 90 4e 05 01 02")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "progress row \"00000001/00000\", column p:checkpoint: checkpoint at position 1 is before the first position 290 of its bucket at 10000");
  }

  @Test
  void rejectsUnknownReason() {
    assertThatThrownBy(() -> ProgressRow.stop(row("stop", "01 01 58 00")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "progress row \"00000001/00000\", column p:stop: expected one of the reasons [GAP, TRUNCATED, SETTINGS], found \"X\"");
  }

  @Property
  void readsFrontierThatItWrote(
      @ForAll @LongRange(min = 0) long position,
      @ForAll @LongRange(min = 0) long maxIngestTime,
      @ForAll @LongRange(min = 0) long superseded,
      @ForAll @LongRange(min = 0) long quarantined,
      @ForAll @LongRange(min = 0) long documents,
      @ForAll @LongRange(min = 0) long occurrences,
      @ForAll long watermark,
      @ForAll @LongRange(min = 0) long late) {
    Frontier frontier =
        new Frontier(
            position,
            maxIngestTime,
            new Tally(superseded, quarantined, documents, occurrences),
            new EventClock(watermark, late, quarantined));
    assertThat(ProgressRow.frontier(PutRow.read(put(frontier, Optional.empty()))))
        .contains(frontier);
  }

  @Property
  void readsCheckpointThatItWrote(
      @ForAll @LongRange(min = 0, max = 1L << 42) long bucketStart,
      @ForAll @LongRange(min = 0, max = 1L << 50) long firstPosition,
      @ForAll @IntRange(max = 1 << 20) int records,
      @ForAll @IntRange(max = 10_000) int elapsed,
      @ForAll @IntRange(min = -1, max = Integer.MAX_VALUE - 1) int leaderEpoch) {
    Checkpoint checkpoint =
        new Checkpoint(
            firstPosition + records,
            new Bucket(bucketStart, firstPosition),
            bucketStart + elapsed,
            leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch),
            Tally.ZERO,
            new EventClock(bucketStart - elapsed, records, elapsed));
    Put put = put(new Frontier(0, 0, Tally.ZERO, EventClock.START), Optional.of(checkpoint));
    assertThat(ProgressRow.checkpoint(PutRow.read(put))).contains(checkpoint);
  }
}
