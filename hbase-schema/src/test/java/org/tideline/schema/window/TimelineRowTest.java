package org.tideline.schema.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.time.Cut;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

class TimelineRowTest {
  private static final TimelinePlace PLACE = new TimelinePlace(5, "a");

  private static Cell realtime(boolean stands, long position) {
    Put put = TimelineRow.put(new Stamped<>(77, new TimelineEntry(PLACE, position, stands)));
    return PutRow.read(put).rawCells()[0];
  }

  @Test
  void writesTheBytesOfItsExamples() {
    byte[] row = TimelineRow.row(5, bytes("61"));
    assertThat(hex(row)).isEqualTo("80 00 00 00 00 00 00 05 61");
    KeyValue batch = TimelineRow.cell(row, 300, 99);
    assertThat(hex(CellUtil.cloneValue(batch))).isEqualTo("00 00 00 00 00 00 01 2c");
    assertThat(batch.getTimestamp()).isEqualTo(99);
    Cell gone = realtime(false, 301);
    assertThat(hex(CellUtil.cloneRow(gone))).isEqualTo("00 ff 80 00 00 00 00 00 00 05 61");
    assertThat(hex(CellUtil.cloneValue(gone))).isEqualTo("01 02 ad 02");
    assertThat(gone.getTimestamp()).isEqualTo(77);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(TimelineRow.entry(TimelineRow.cell(TimelineRow.row(5, bytes("61")), 300, 99)))
        .isEqualTo(new TimelineEntry(PLACE, 300, true));
    assertThat(TimelineRow.entry(realtime(true, 7))).isEqualTo(new TimelineEntry(PLACE, 7, true));
    assertThat(TimelineRow.entry(realtime(false, 7))).isEqualTo(new TimelineEntry(PLACE, 7, false));
  }

  @Property
  void rowsAreInTheOrderOfPlaces(
      @ForAll long one, @ForAll long other, @ForAll boolean same, @ForAll byte id) {
    TimelinePlace left = new TimelinePlace(one, "a" + (id & 0xFF));
    TimelinePlace right = new TimelinePlace(same ? one : other, "a0");
    int rows =
        Arrays.compareUnsigned(
            TimelineRow.row(left.eventTime(), Bytes.toBytes(left.id())),
            TimelineRow.row(right.eventTime(), Bytes.toBytes(right.id())));
    assertThat(Integer.signum(rows)).isEqualTo(Integer.signum(left.compareTo(right)));
  }

  @Test
  void scansFromTheFirstToBeforeTheEndInBothDirections() {
    byte[] first = TimelineRow.row(5, new byte[0]);
    byte[] end = TimelineRow.row(9, new byte[0]);
    Scan forward = TimelineRow.scan(5, 9, false, Optional.empty());
    assertThat(forward.getStartRow()).isEqualTo(first);
    assertThat(forward.getStopRow()).isEqualTo(end);
    assertThat(forward.includeStopRow()).isFalse();
    Scan backward = TimelineRow.scan(5, 9, true, Optional.empty());
    assertThat(backward.isReversed()).isTrue();
    assertThat(backward.getStartRow()).isEqualTo(end);
    assertThat(backward.includeStartRow()).isFalse();
    assertThat(backward.getStopRow()).isEqualTo(first);
    assertThat(backward.includeStopRow()).isTrue();
    Cut cut = new Cut(3, java.util.Map.of(0, 0L));
    Scan after = TimelineRow.realtimeScan(5, 9, false, Optional.of(PLACE), cut);
    assertThat(hex(after.getStartRow())).isEqualTo("00 ff 80 00 00 00 00 00 00 05 61");
    assertThat(after.includeStartRow()).isFalse();
    assertThat(after.getTimeRange().getMin()).isEqualTo(cut.stamp());
  }

  @Test
  void refusesWhatIsNoEntry() {
    Put bad =
        new Put(bytes("00 ff 80 00 00 00 00 00 00 05 61"))
            .addColumn(TimelineRow.FAMILY, Bytes.toBytes("entry"), 7, bytes("01 09 07"));
    assertThatThrownBy(() -> TimelineRow.entry(PutRow.read(bad).rawCells()[0]))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "timeline row \"\\x00\\xFF\\x80\\x00\\x00\\x00\\x00\\x00\\x00\\x05a\", column t:entry: expected state 1 or 2, found 9");
    assertThatThrownBy(
            () -> TimelineRow.entry(TimelineRow.cell(TimelineRow.row(5, new byte[0]), 300, 99)))
        .hasMessage(
            "timeline row \"\\x80\\x00\\x00\\x00\\x00\\x00\\x00\\x05\", column t:position: expected a row of more than 8 bytes, found 8");
  }
}
