package org.tideline.schema.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.window.LateRecord;

class LateRowTest {
  private static final LateRecord LATE = new LateRecord(3, 300, "a", 12, 13, false);

  @Test
  void writesTheBytesOfItsExample() {
    Put put = LateRow.put(1, 10, new Stamped<>(77, LATE));
    assertThat(hex(put.getRow())).isEqualTo("00 00 00 01 00 00 00 03");
    assertThat(PutRow.value(put, "late")).isEqualTo("01 03 ac 02 01 18 1a 01 61");
    assertThat(PutRow.timestamps(put)).containsExactly(77L);
  }

  @Test
  void readsWhatItWrote() {
    Result row = PutRow.read(LateRow.put(1, 10, new Stamped<>(77, LATE)));
    assertThat(LateRow.late(row)).isEqualTo(new Stamped<>(77, LATE));
    assertThat(LateRow.partition(row)).isEqualTo(1);
    LateRecord deleted = new LateRecord(0, 0, "é", -5, Long.MAX_VALUE, true);
    assertThat(LateRow.late(PutRow.read(LateRow.put(1, 10, new Stamped<>(1, deleted)))).value())
        .isEqualTo(deleted);
  }

  @Test
  void takesThePlaceOfTheOneThatIsNotRetained() {
    LateRecord later = new LateRecord(13, 900, "b", 12, 13, false);
    assertThat(LateRow.put(1, 10, new Stamped<>(78, later)).getRow())
        .isEqualTo(LateRow.put(1, 10, new Stamped<>(77, LATE)).getRow());
  }

  @Test
  void asksForTheLastOnes() {
    assertThat(LateRow.gets(1, 10, 13, 2))
        .extracting(Get::getRow)
        .containsExactly(bytes("00 00 00 01 00 00 00 01"), bytes("00 00 00 01 00 00 00 02"));
    assertThat(LateRow.gets(1, 10, 13, 100)).hasSize(10);
    assertThat(LateRow.gets(1, 10, 3, 100)).hasSize(3);
    assertThat(LateRow.gets(1, 10, 0, 100)).isEmpty();
  }

  @Test
  void refusesAnotherKind() {
    Put bad =
        new Put(bytes("00 00 00 01 00 00 00 03"))
            .addColumn(
                LateRow.FAMILY, Bytes.toBytes("late"), 7, bytes("01 03 ac 02 03 18 1a 01 61"));
    assertThatThrownBy(() -> LateRow.late(PutRow.read(bad)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "late row \"\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x03\", column l:late: expected kind 1 or 2, found 3");
  }
}
