package org.tideline.schema.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.realtime.Flush;

class LiveRowTest {
  private static Cell cell(String row) {
    Put put = new Put(bytes(row)).addColumn(LiveRow.WORDS, new byte[1], 7, new byte[0]);
    return PutRow.read(put).rawCells()[0];
  }

  @Test
  void writesTheBytesOfItsExample() {
    assertThat(hex(LiveRow.row(258, 1))).isEqualTo("00 01 02 00 00 00 01");
    assertThat(hex(LiveRow.qualifier(770, 515, 0)))
        .isEqualTo("00 00 00 00 00 00 03 02 00 00 00 00 00 00 02 03 00");
  }

  @Test
  void dividesTermsAsTheFormatSays() {
    // The hashes are those of another implementation.
    assertThat(LiveRow.shard(new byte[0])).isZero();
    assertThat(LiveRow.shard("whale".getBytes(UTF_8))).isEqualTo(1_156_501_721 % 512);
    assertThat(LiveRow.shard("é".getBytes(UTF_8))).isEqualTo(269_551_495 % 512);
  }

  @Test
  void namesTheBlocksOfAFlushByFirstAndLast() {
    Flush flush = LiveFlushes.small();
    long start = 10_000L << 20;
    assertThat(flush.stamp()).isEqualTo(start + 1 + 205);
    assertThat(LiveRow.qualifier(flush, 3))
        .isEqualTo(LiveRow.qualifier(start + 1 + 205, start + 1 + 203, 3));
  }

  @Test
  void readsFromAStampOn() {
    Get get = LiveRow.get(LiveRow.POSTINGS, 2, 1, 770);
    assertThat(get.getTimeRange().getMin()).isEqualTo(770);
    assertThat(get.familySet()).containsExactly(LiveRow.POSTINGS);
    assertThat(get.getFilter())
        .hasToString("ColumnRangeFilter [\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\x02, null)");
    Scan scan = LiveRow.scan(LiveRow.WORDS, 770);
    assertThat(hex(scan.getStartRow())).isEqualTo("00");
    assertThat(hex(scan.getStopRow())).isEqualTo("01");
    assertThat(scan.getTimeRange().getMin()).isEqualTo(770);
    assertThat(scan.getFilter()).hasToString(get.getFilter().toString());
  }

  @Test
  void deletesUpToAStamp() {
    Delete delete = LiveRow.delete(258, 1, 770);
    assertThat(hex(delete.getRow())).isEqualTo("00 01 02 00 00 00 01");
    assertThat(delete.getFamilyCellMap().values())
        .hasSize(2)
        .allSatisfy(
            cells -> {
              assertThat(cells).hasSize(1);
              assertThat(cells.get(0).getTimestamp()).isEqualTo(770);
              assertThat(cells.get(0).getType()).isEqualTo(Cell.Type.DeleteFamily);
            });
  }

  @Test
  void knowsShardAndPartitionOfARow() {
    assertThat(LiveRow.partition(cell("00 01 02 00 00 00 01"))).isEqualTo(1);
    assertThat(LiveRow.shard(cell("00 01 02 00 00 00 01"))).isEqualTo(258);
    assertThatThrownBy(() -> LiveRow.partition(cell("61 01 02 00 00 00 01")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "live block row \"a\\x01\\x02\\x00\\x00\\x00\\x01\", column lw:\\x00: expected a row of 7 bytes from 0x00 on, found 7 bytes");
    assertThatThrownBy(() -> LiveRow.partition(cell("00 01 02")))
        .isInstanceOf(CorruptDataException.class);
  }

  @Property
  void qualifiersSortByTheLastRecordThenTheFirst(
      @ForAll @LongRange(min = 0) long last,
      @ForAll @LongRange(min = 0) long otherLast,
      @ForAll @LongRange(min = 0) long first,
      @ForAll @IntRange(max = 16) int part) {
    int order =
        Bytes.compareTo(LiveRow.qualifier(last, first, part), LiveRow.qualifier(otherLast, 0, 0));
    assertThat(Integer.signum(order))
        .isEqualTo(
            last != otherLast ? Long.compare(last, otherLast) : first > 0 || part > 0 ? 1 : 0);
  }
}
