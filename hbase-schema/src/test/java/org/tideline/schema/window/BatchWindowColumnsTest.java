package org.tideline.schema.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

class BatchWindowColumnsTest {
  private static final byte[] TERM = Bytes.toBytes("whale");

  private static Result row(List<? extends Cell> cells) {
    return Result.create(List.copyOf(cells));
  }

  @Test
  void writesTheBytesOfItsExample() {
    WindowTotals minutes = new WindowTotals.Builder(1).add(70, 0, 3, 1, 0).build();
    List<KeyValue> cells = BatchWindowColumns.cells(TERM, minutes, WindowCalendar.utc(), 99);
    assertThat(cells)
        .isSortedAccordingTo(CellComparator.getInstance())
        .extracting(
            cell -> Bytes.toString(CellUtil.cloneFamily(cell)),
            cell -> Bytes.toString(CellUtil.cloneQualifier(cell)),
            cell -> hex(CellUtil.cloneValue(cell)),
            Cell::getTimestamp)
        .containsExactly(
            tuple("t", "day", "01 03 00 06 02", 99L),
            tuple("t", "hour", "01 03 78 06 02", 99L),
            tuple("t", "minute", "01 03 8c 01 06 02", 99L));
    assertThat(BatchWindowColumns.windows(row(cells), WindowSize.MINUTE)).isEqualTo(minutes);
  }

  @Test
  void everySizeIsTheSumOfItsMinutes() {
    WindowTotals.Builder minutes = new WindowTotals.Builder(1);
    for (int minute = -40; minute < 3_000; minute += 7) {
      minutes.add(minute, 0, minute % 5 == 0 ? 2 : 1, 1, 0);
    }
    WindowTotals all = minutes.build();
    WindowCalendar calendar = WindowCalendar.of("Asia/Kolkata");
    Result row = row(BatchWindowColumns.cells(TERM, all, calendar, 99));
    for (WindowSize size : WindowSize.values()) {
      assertThat(BatchWindowColumns.windows(row, size)).isEqualTo(all.coarse(size, calendar));
    }
  }

  @Test
  void noRowIsNoWindows() {
    assertThat(BatchWindowColumns.windows(Result.EMPTY_RESULT, WindowSize.DAY))
        .isEqualTo(WindowTotals.EMPTY);
  }

  @Test
  void refusesAnotherFormat() {
    KeyValue cell =
        new KeyValue(
            TERM, BatchWindowColumns.FAMILY, Bytes.toBytes("day"), 99, bytes("09 03 00 06 02"));
    assertThatThrownBy(() -> BatchWindowColumns.windows(row(List.of(cell)), WindowSize.DAY))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "batch words row \"whale\", column t:day: expected format version 1, found 9 (5 bytes); written by a newer release?");
  }
}
