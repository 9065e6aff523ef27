package org.tideline.schema.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;
import static org.tideline.schema.format.PutRow.value;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Outcome;

class OutcomeRowTest {
  private static final String ROW = "00 00 00 01 00 00 00 00 00 00 00 02";

  private static Put put(Outcome outcome) {
    return OutcomeRow.put(1, new Stamped<>(5, outcome));
  }

  private static Result row(String value) {
    return PutRow.read(
        new Put(bytes(ROW))
            .addColumn(OutcomeRow.FAMILY, Bytes.toBytes("outcome"), 5, bytes(value)));
  }

  private static void assertCorrupt(String value, String message) {
    assertThatThrownBy(() -> OutcomeRow.outcome(row(value)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "outcomes row \"\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\", column o:outcome: "
                + message);
  }

  @Test
  void writesTheBytesOfItsExample() {
    Put put = put(new Outcome.Superseded(2, "a", 1, 3));
    assertThat(hex(put.getRow())).isEqualTo(ROW);
    assertThat(value(put, "outcome")).isEqualTo("01 01 01 61 02 06");
    assertThat(PutRow.timestamps(put)).containsExactly(5L);
  }

  @Test
  void writesReasonOfQuarantine() {
    assertThat(value(put(new Outcome.Quarantined(2, "", "no")), "outcome"))
        .isEqualTo("01 02 00 02 6e 6f");
  }

  @Test
  void readsTheBytesOfItsExample() {
    assertThat(OutcomeRow.outcome(row("01 01 01 61 02 06")))
        .isEqualTo(new Outcome.Superseded(2, "a", 1, 3));
  }

  @Test
  void scansPositionsHalfOpen() {
    Scan scan = OutcomeRow.scan(1, 2, 3);
    assertThat(hex(scan.getStartRow())).isEqualTo(ROW);
    assertThat(scan.includeStartRow()).isTrue();
    assertThat(hex(scan.getStopRow())).isEqualTo("00 00 00 01 00 00 00 00 00 00 00 03");
    assertThat(scan.includeStopRow()).isFalse();
  }

  @Test
  void rejectsUnknownVersion() {
    assertCorrupt(
        "09 01", "expected format version 1, found 9 (2 bytes); written by a newer release?");
  }

  @Test
  void rejectsUnknownKind() {
    assertCorrupt("01 03 00", "expected kind 1 or 2, found 3");
  }

  @Test
  void rejectsTruncatedAndTrailingBytes() {
    assertCorrupt("01 01 01 61 02", "expected 1 bytes more after byte 5, found 0");
    assertCorrupt("01 01 01 61 02 06 00", "expected 6 bytes, found 7");
  }

  @Property
  void readsWhatItWrote(
      @ForAll @LongRange(min = 0) long position,
      @ForAll String id,
      @ForAll long eventTime,
      @ForAll long currentEventTime,
      @ForAll String reason) {
    Outcome superseded = new Outcome.Superseded(position, id, eventTime, currentEventTime);
    assertThat(OutcomeRow.outcome(PutRow.read(put(superseded)))).isEqualTo(superseded);
    Outcome quarantined = new Outcome.Quarantined(position, id, reason);
    assertThat(OutcomeRow.outcome(PutRow.read(put(quarantined)))).isEqualTo(quarantined);
  }

  @Property
  void sortsRowsAsPartitionThenPosition(
      @ForAll @IntRange(max = 1_023) int partition,
      @ForAll @LongRange(min = 0) long position,
      @ForAll @IntRange(max = 1_023) int otherPartition,
      @ForAll @LongRange(min = 0) long otherPosition) {
    byte[] row = OutcomeRow.scan(partition, position, position).getStartRow();
    byte[] other = OutcomeRow.scan(otherPartition, otherPosition, otherPosition).getStartRow();
    int byValue =
        partition == otherPartition
            ? Long.compare(position, otherPosition)
            : Integer.compare(partition, otherPartition);
    assertThat(Integer.signum(Bytes.compareTo(row, other))).isEqualTo(byValue);
  }
}
