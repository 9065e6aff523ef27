package org.tideline.schema.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Segment;

class ViewRowTest {
  private static final BytesRef KEY = new BytesRef("a");
  private static final BytesRef VALUE = new BytesRef(new byte[] {(byte) 0x80, 7});

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void golden() {
    KeyValue cell = ViewRow.cell(ViewRow.row("sum", KEY), VALUE, 5);
    assertThat(hex(CellUtil.cloneRow(cell))).isEqualTo("73756d0061");
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo("018007");
    assertThat(Bytes.toString(CellUtil.cloneQualifier(cell))).isEqualTo("value");
    assertThat(cell.getTimestamp()).isEqualTo(5);
    Put put = ViewRow.put(new Segment(10_000, 1, 2), 9, new Flush.ViewTotal("sum", KEY, VALUE));
    assertThat(hex(put.getRow())).isEqualTo("007673756d0061");
    Cell realtime =
        put.get(ViewRow.FAMILY, HexFormat.of().parseHex("80000000000027100000000100000002")).get(0);
    assertThat(hex(CellUtil.cloneValue(realtime))).isEqualTo("018007");
    assertThat(realtime.getTimestamp()).isEqualTo(9);
  }

  @Test
  void readsWhatItWrote() {
    byte[] row = ViewRow.row("sum", new BytesRef(new byte[] {0, 1, 0}));
    assertThat(ViewRow.view(new BytesRef(row))).isEqualTo("sum");
    assertThat(ViewRow.key(new BytesRef(row))).isEqualTo(new BytesRef(new byte[] {0, 1, 0}));
    assertThat(ViewRow.batchRow(new BytesRef(ViewRow.realtimeRow(row))))
        .isEqualTo(new BytesRef(row));
    ViewRow.forEach(Result.create(List.<Cell>of()), (segment, value) -> assertThat(value).isNull());
    assertThat(ViewRow.value(ViewRow.cell(row, VALUE, 1))).isEqualTo(VALUE);
  }

  @Test
  void rowsOfAViewStandTogether() {
    byte[] begin = ViewRow.scan("sum").getStartRow();
    byte[] end = ViewRow.scan("sum").getStopRow();
    for (BytesRef key : List.of(new BytesRef(), KEY, new BytesRef(new byte[] {-1, -1}))) {
      assertThat(Bytes.compareTo(ViewRow.row("sum", key), begin)).isNotNegative();
      assertThat(Bytes.compareTo(ViewRow.row("sum", key), end)).isNegative();
      assertThat(Bytes.compareTo(ViewRow.row("sum-2", key), end)).isNotNegative();
      assertThat(Bytes.compareTo(ViewRow.row("su", key), begin)).isNegative();
      assertThat(Bytes.compareTo(ViewRow.realtimeRow(ViewRow.row("z", key)), ViewRow.realtimeEnd()))
          .isNegative();
    }
  }

  @Test
  void refusesAnotherFormat() {
    KeyValue cell =
        new KeyValue(
            ViewRow.row("sum", KEY), ViewRow.FAMILY, Bytes.toBytes("value"), 1, new byte[] {9, 1});
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> ViewRow.value(cell))
        .withMessage(
            "views row \"sum\\x00a\", column v:value: expected format version 1, found 9 (2 bytes); written by a newer release?");
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> ViewRow.view(new BytesRef("sum")))
        .withMessage("views row \"sum\": expected the name of a view, then 00, found neither");
  }
}
