package org.tideline.schema.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

class RealtimeWordCellTest {
  private static final byte[] TERM = Bytes.toBytes("whale");
  private static final Segment SEGMENT = new Segment(10_000, 1, 2);
  private static final String QUALIFIER = "80 00 00 00 00 00 27 10 00 00 00 01 00 00 00 02";

  private static Put put(Segment segment, long stamp, long occurrences, long documents) {
    return RealtimeWordCell.put(segment, stamp, TERM, total(occurrences, documents));
  }

  /** By one change in minute 10. */
  private static TermTotal total(long occurrences, long documents) {
    return new TermTotal(
        new WordCount(occurrences, documents),
        new WindowTotals.Builder(1).add(10, 0, occurrences, documents, 1).build());
  }

  private static Result row(String qualifier, String value) {
    return PutRow.read(
        new Put(TERM).addColumn(RealtimeWordCell.FAMILY, bytes(qualifier), 7, bytes(value)));
  }

  @Test
  void writesTheBytesOfItsExample() {
    Put put = put(SEGMENT, 77, -3, -1);
    Cell cell = PutRow.read(put).rawCells()[0];
    assertThat(hex(CellUtil.cloneQualifier(cell))).isEqualTo(QUALIFIER);
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo("02 05 01 02 a0 01 05 01 01");
    assertThat(put.getRow()).isEqualTo(TERM);
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("w");
    assertThat(PutRow.timestamps(put)).containsExactly(77L);
  }

  @Test
  void readsTheBytesOfItsExample() {
    Result row = row(QUALIFIER, "02 05 01 02 a0 01 05 01 01");
    assertThat(RealtimeWordCell.sum(row)).isEqualTo(new WordCount(-3, -1));
    assertThat(RealtimeWordCell.segment(row.rawCells()[0])).isEqualTo(SEGMENT);
    assertThat(totals(row)).containsExactly(total(-3, -1));
  }

  private static List<TermTotal> totals(Result row) {
    List<TermTotal> totals = new ArrayList<>();
    RealtimeWordCell.forEachTotal(row, (segment, stamp, total) -> totals.add(total));
    return totals;
  }

  @Test
  void readsTheFirstVersionWithoutWindows() {
    Result row = row(QUALIFIER, "01 05 01");
    assertThat(RealtimeWordCell.sum(row)).isEqualTo(new WordCount(-3, -1));
    assertThat(totals(row)).containsExactly(TermTotal.withoutWindows(new WordCount(-3, -1)));
  }

  @Test
  void readsManyWindows() {
    WindowTotals.Builder windows = new WindowTotals.Builder(1);
    for (int minute = -50; minute < 50; minute++) {
      windows.add(minute, minute < 0 ? 7 : 0, minute, 1, 1);
    }
    TermTotal total = new TermTotal(new WordCount(-50, 100), windows.build());
    Result row = PutRow.read(RealtimeWordCell.put(SEGMENT, 7, TERM, total));
    assertThat(totals(row)).containsExactly(total);
    assertThat(RealtimeWordCell.sum(row)).isEqualTo(total.count());
  }

  @Test
  void scansWordsAndNoRowsOfOtherKinds() {
    assertThat(RealtimeWordCell.scan(10_000).getStartRow()).containsExactly(1);
  }

  @Test
  void sumsNothingToZero() {
    assertThat(RealtimeWordCell.sum(Result.EMPTY_RESULT)).isEqualTo(WordCount.ZERO);
    assertThat(RealtimeWordCell.sum(new Result())).isEqualTo(WordCount.ZERO);
  }

  @Test
  void sumsOnlyTheWantedPartitions() {
    Result row =
        PutRow.read(
            put(new Segment(10_000, 0, 0), 1, 5, 1),
            put(new Segment(10_000, 1, 0), 1, 70, 2),
            put(new Segment(20_000, 0, 0), 1, -2, -1));
    assertThat(RealtimeWordCell.sum(row)).isEqualTo(new WordCount(73, 2));
    assertThat(RealtimeWordCell.sum(row, partition -> partition == 0))
        .isEqualTo(new WordCount(3, 0));
  }

  @Test
  void givesWhatEveryCellHolds() {
    Result row =
        PutRow.read(
            put(new Segment(10_000, 1, 0), 8, 70, 2), put(new Segment(20_000, 0, 3), 9, -2, -1));
    List<String> cells = new ArrayList<>();
    RealtimeWordCell.forEach(
        row,
        (partition, bucketStart, segment, stamp, occurrences, documents) ->
            cells.add(
                "%d %d %d %d: %d %d"
                    .formatted(partition, bucketStart, segment, stamp, occurrences, documents)));
    assertThat(cells).containsExactly("1 10000 0 8: 70 2", "0 20000 3 9: -2 -1");
  }

  @Test
  void rejectsUnknownVersion() {
    assertThatThrownBy(() -> RealtimeWordCell.sum(row(QUALIFIER, "09 05 01")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "realtime words row \"whale\", column w:\\x80\\x00\\x00\\x00\\x00\\x00'\\x10\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x02:"
                + " expected format version 2, found 9 (3 bytes); written by a newer release?");
  }

  @Test
  void rejectsTruncatedAndTrailingBytes() {
    String where =
        "realtime words row \"whale\", column w:\\x80\\x00\\x00\\x00\\x00\\x00'\\x10\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x02: ";
    assertThatThrownBy(() -> RealtimeWordCell.sum(row(QUALIFIER, "01 05")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 1 bytes more after byte 2, found 0");
    assertThatThrownBy(() -> RealtimeWordCell.sum(row(QUALIFIER, "01 05 01 00")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 3 bytes, found 4");
    assertThatThrownBy(() -> totals(row(QUALIFIER, "02 05 01 02 a0 01 05 01")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 1 bytes more after byte 8, found 0");
    assertThatThrownBy(() -> totals(row(QUALIFIER, "02 05 01 00 00")))
        .hasMessage(where + "expected 4 bytes, found 5");
  }

  @Test
  void rejectsForeignQualifier() {
    assertThatThrownBy(() -> RealtimeWordCell.sum(row("61 62", "01 05 01")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "realtime words row \"whale\", column w:ab: expected a qualifier of 16 bytes, found 2");
  }

  @Test
  void readsOnlyCellsAtOrAfterTheCut() {
    Cut cut = new Cut(10_000, Map.of(0, 5L));
    assertThat(RealtimeWordCell.get(TERM, cut).getTimeRange().getMin()).isEqualTo(10_000L << 20);
    assertThat(RealtimeWordCell.scan(cut).getTimeRange().getMin()).isEqualTo(10_000L << 20);
    assertThat(RealtimeWordCell.scan(20_000).getTimeRange().getMin()).isEqualTo(20_000L << 20);
  }

  @Property
  void readsWhatItWrote(
      @ForAll("segments") Segment segment,
      @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long occurrences,
      @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long documents) {
    Result row = PutRow.read(put(segment, 1, occurrences, documents));
    assertThat(RealtimeWordCell.sum(row)).isEqualTo(new WordCount(occurrences, documents));
    assertThat(RealtimeWordCell.segment(row.rawCells()[0])).isEqualTo(segment);
  }

  @Property
  void sortsQualifiersAsSegments(@ForAll("segmentLists") List<Segment> segments) {
    Comparator<Segment> order =
        Comparator.comparingLong(Segment::bucketStart)
            .thenComparingInt(Segment::partition)
            .thenComparingLong(Segment::number);
    List<Segment> byBytes =
        segments.stream()
            .sorted(Comparator.comparing(RealtimeWordCell::qualifier, Bytes.BYTES_COMPARATOR))
            .toList();
    assertThat(byBytes).isEqualTo(segments.stream().sorted(order).toList());
  }

  @Provide
  Arbitrary<Segment> segments() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1L << 42),
            Arbitraries.integers().between(0, 1_023),
            Arbitraries.integers().greaterOrEqual(0))
        .as(Segment::new);
  }

  @Provide
  Arbitrary<List<Segment>> segmentLists() {
    return segments().list().ofMaxSize(20);
  }
}
