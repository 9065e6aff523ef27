package org.tideline.schema.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.tideline.schema.format.PutRow.hex;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.count.WordCount;

class BatchWordColumnsTest {
  private static final byte[] TERM = Bytes.toBytes("whale");

  private static Result row(List<? extends Cell> cells) {
    return Result.create(List.copyOf(cells));
  }

  @Test
  void writesTheBytesOfItsExample() {
    List<KeyValue> cells = BatchWordColumns.cells(TERM, new WordCount(1_228, 33), 99);
    assertThat(cells)
        .extracting(
            cell -> Bytes.toString(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength()),
            cell -> Bytes.toString(CellUtil.cloneFamily(cell)),
            cell -> Bytes.toString(CellUtil.cloneQualifier(cell)),
            cell -> hex(CellUtil.cloneValue(cell)),
            Cell::getTimestamp)
        .containsExactly(
            tuple("whale", "b", "documents", "00 00 00 00 00 00 00 21", 99L),
            tuple("whale", "b", "occurrences", "00 00 00 00 00 00 04 cc", 99L));
  }

  @Test
  void givesCellsInTheirOrder() {
    assertThat(BatchWordColumns.cells(TERM, new WordCount(2, 1), 99))
        .isSortedAccordingTo(CellComparator.getInstance());
  }

  @Test
  void readsNothingAsZero() {
    assertThat(BatchWordColumns.count(Result.EMPTY_RESULT)).isEqualTo(WordCount.ZERO);
  }

  @Test
  void rejectsMissingColumn() {
    KeyValue documents = BatchWordColumns.cells(TERM, new WordCount(2, 1), 99).get(0);
    assertThatThrownBy(() -> BatchWordColumns.count(row(List.of(documents))))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "batch words row \"whale\", column b:occurrences: expected 8 bytes, found none");
  }

  @Test
  void rejectsColumnThatIsNoLong() {
    KeyValue text =
        new KeyValue(
            TERM, BatchWordColumns.FAMILY, Bytes.toBytes("occurrences"), 99, Bytes.toBytes("12"));
    assertThatThrownBy(() -> BatchWordColumns.count(row(List.of(text))))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "batch words row \"whale\", column b:occurrences: expected 8 bytes, found 2 bytes");
  }

  @Property
  void readsWhatItWrote(@ForAll long occurrences, @ForAll long documents) {
    WordCount count = new WordCount(occurrences, documents);
    assertThat(BatchWordColumns.count(row(BatchWordColumns.cells(TERM, count, 99))))
        .isEqualTo(count);
  }
}
