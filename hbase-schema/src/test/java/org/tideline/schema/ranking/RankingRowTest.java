package org.tideline.schema.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.hex;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.count.WordCount;

class RankingRowTest {
  private static final byte[] TERM = Bytes.toBytes("whale");

  private static KeyValue cell(byte[] term, WordCount count) {
    return RankingRow.cell(RankingRow.row(term, count.occurrences()), count.documents(), 99);
  }

  @Test
  void writesTheBytesOfItsExample() {
    KeyValue cell = cell(TERM, new WordCount(1_228, 33));
    assertThat(hex(CellUtil.cloneRow(cell))).isEqualTo("ff ff ff ff ff ff fb 33 77 68 61 6c 65");
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("r");
    assertThat(Bytes.toString(CellUtil.cloneQualifier(cell))).isEqualTo("documents");
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo("00 00 00 00 00 00 00 21");
    assertThat(cell.getTimestamp()).isEqualTo(99);
  }

  @Property
  void readsWhatItWrote(
      @ForAll @NotEmpty String term,
      @ForAll @LongRange(min = 1) long occurrences,
      @ForAll long documents) {
    byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
    WordCount count = new WordCount(occurrences, documents);
    assertThat(RankingRow.term(cell(bytes, count))).isEqualTo(bytes);
    assertThat(RankingRow.count(cell(bytes, count))).isEqualTo(count);
  }

  private record Word(byte[] term, long occurrences) {
    byte[] row() {
      return RankingRow.row(term, occurrences);
    }
  }

  @Property
  void sortsTheMostFrequentFirstAndTiesByTheirBytes(
      @ForAll @Size(min = 1, max = 3) byte[] first,
      @ForAll @LongRange(min = 1) long often,
      @ForAll @Size(min = 1, max = 3) byte[] second,
      @ForAll @LongRange(min = 1) long seldom) {
    Comparator<Word> order =
        Comparator.comparingLong(Word::occurrences)
            .reversed()
            .thenComparing(Word::term, Bytes::compareTo);
    Word one = new Word(first, often);
    for (Word other : new Word[] {new Word(second, seldom), new Word(second, often)}) {
      assertThat(Integer.signum(Bytes.compareTo(one.row(), other.row())))
          .isEqualTo(Integer.signum(order.compare(one, other)));
    }
  }

  @Test
  void beginsAfterAWord() {
    var scan = RankingRow.scanAfter(cell(TERM, new WordCount(2, 1)));
    assertThat(scan.getStartRow()).isEqualTo(RankingRow.row(TERM, 2));
    assertThat(scan.includeStartRow()).isFalse();
  }

  @Test
  void refusesWordsThatDoNotOccur() {
    assertThatThrownBy(() -> RankingRow.row(TERM, 0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "ranking of \"whale\": expected 1 occurrence or more, found 0; the words of its generation are wrong, run the batch layer anew");
  }

  @Test
  void refusesRowsThatAreNone() {
    assertThatThrownBy(() -> RankingRow.occurrences(Bytes.toBytes("whale")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "ranking row \"whale\": expected 8 bytes of 1 occurrence or more and a term, found 5 bytes");
    KeyValue text =
        new KeyValue(
            RankingRow.row(TERM, 2),
            RankingRow.FAMILY,
            Bytes.toBytes("documents"),
            Bytes.toBytes("12"));
    assertThatThrownBy(() -> RankingRow.count(text))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "ranking row \"\\xFF\\xFF\\xFF\\xFF\\xFF\\xFF\\xFF\\xFDwhale\", column r:documents: expected 8 bytes, found 2");
  }
}
