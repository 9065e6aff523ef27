package org.tideline.schema.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.PostingSpan.Kind;
import org.tideline.views.realtime.TermPostings;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;

class RealtimePostingsCellTest {
  private static final byte[] TERM = Bytes.toBytes("whale");
  private static final Segment SEGMENT = new Segment(10_000, 1, 2);
  private static final PostingSpan SPAN = new PostingSpan(Kind.FOLD, 3, 6);
  private static final String QUALIFIER =
      "80 00 00 00 00 00 27 10 00 00 00 01 00 00 00 02 01 00 00 00 03 00 00 00 06";
  private static final String VALUE = "01 b1 02 01 62 00 02 01 61 02 28 02 07";
  private static final List<PostingEntry> ENTRIES =
      List.of(
          PostingEntry.tombstone("b", 305),
          PostingEntry.live(303, new Posting("a", 40, new int[] {2, 9})));

  private static Put put(
      Segment segment, PostingSpan span, long stamp, List<PostingEntry> entries) {
    Put put = new Put(TERM);
    RealtimePostingsCell.addTo(put, RealtimePostingsCell.qualifier(segment, span), stamp, entries);
    return put;
  }

  private static Result row(String qualifier, String value) {
    return PutRow.read(
        new Put(TERM).addColumn(RealtimePostingsCell.FAMILY, bytes(qualifier), 7, bytes(value)));
  }

  private static AbstractThrowableAssert<?, ?> assertCorrupt(String value) {
    return assertThatThrownBy(() -> RealtimePostingsCell.entries(row("61", value)))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void writesTheBytesOfItsExample() {
    Put put = put(SEGMENT, SPAN, 77, ENTRIES);
    Cell cell = PutRow.read(put).rawCells()[0];
    assertThat(hex(CellUtil.cloneQualifier(cell))).isEqualTo(QUALIFIER);
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo(VALUE);
    assertThat(put.getRow()).isEqualTo(TERM);
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("p");
    assertThat(PutRow.timestamps(put)).containsExactly(77L);
  }

  @Test
  void readsTheBytesOfItsExample() {
    Result row = row(QUALIFIER, VALUE);
    assertThat(RealtimePostingsCell.entries(row)).isEqualTo(ENTRIES);
    assertThat(RealtimePostingsCell.segment(row.rawCells()[0])).isEqualTo(SEGMENT);
    assertThat(RealtimePostingsCell.span(row.rawCells()[0])).isEqualTo(SPAN);
  }

  @Test
  void readsAllCellsOfPostingsAndNoOthers() {
    Put words = RealtimeWordCell.put(SEGMENT, 9, TERM, TermTotal.ZERO);
    Put piece = put(SEGMENT, new PostingSpan(Kind.PIECE, 0, 1), 9, ENTRIES.subList(1, 2));
    Put fold = put(SEGMENT, SPAN, 9, ENTRIES.subList(0, 1));
    assertThat(RealtimePostingsCell.entries(PutRow.read(words, piece, fold)))
        .containsExactlyInAnyOrderElementsOf(ENTRIES);
    assertThat(RealtimePostingsCell.entries(Result.EMPTY_RESULT)).isEmpty();
    assertThat(RealtimePostingsCell.entries(new Result())).isEmpty();
  }

  @Test
  void deletesPiecesUnderTheirOwnTimestamps() {
    PostingSpan first = new PostingSpan(Kind.PIECE, 0, 1);
    PostingSpan second = new PostingSpan(Kind.PIECE, 1, 3);
    Delete delete =
        RealtimePostingsCell.delete(
            TERM,
            SEGMENT,
            List.of(new TermPostings.Piece(first, 11), new TermPostings.Piece(second, 12)));
    assertThat(delete.getRow()).isEqualTo(TERM);
    List<Cell> cells = delete.getFamilyCellMap().get(RealtimePostingsCell.FAMILY);
    assertThat(cells).extracting(Cell::getTimestamp).containsExactly(11L, 12L);
    assertThat(cells).extracting(Cell::getType).containsOnly(Cell.Type.Delete);
    assertThat(cells).extracting(RealtimePostingsCell::span).containsExactly(first, second);
  }

  @Test
  void rejectsUnknownVersion() {
    assertCorrupt("09 00")
        .hasMessage(
            "realtime postings row \"whale\", column p:a: expected format version 1, found 9 (2 bytes); written by a newer release?");
  }

  @Test
  void rejectsWhatCannotBe() {
    String where = "realtime postings row \"whale\", column p:a: ";
    assertCorrupt("01 b1 02 01 62")
        .hasMessage(where + "expected 1 bytes more after byte 5, found 0");
    assertCorrupt("01 05 01 62 04 28 02 07")
        .hasMessage(where + "expected 4 positions, found 2 bytes");
    assertCorrupt("01 05 00 00")
        .hasMessage(where + "document id: expected 1 to 1024 bytes, got none");
    assertCorrupt("01 05 01 62 00 06 01 61 00")
        .hasMessage(
            where + "posting entry of document \"a\": position must not be negative, got -1");
    assertCorrupt("01 05 01 61 02 28 02 00")
        .hasMessage(
            where
                + "posting of document \"a\": expected positions that rise from 0, found 2 after 2");
  }

  @Test
  void rejectsForeignQualifier() {
    assertThatThrownBy(() -> RealtimePostingsCell.span(row("61 62", VALUE).rawCells()[0]))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "realtime postings row \"whale\", column p:ab: expected a qualifier of 25 bytes, found 2");
    String foreign = QUALIFIER.replace("02 01 00", "02 07 00");
    assertThatThrownBy(() -> RealtimePostingsCell.span(row(foreign, VALUE).rawCells()[0]))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageEndingWith(": expected kind 0 or 1, found 7");
  }

  @Test
  void readsOnlyCellsAtOrAfterTheCut() {
    Cut cut = new Cut(10_000, Map.of(0, 5L));
    assertThat(RealtimePostingsCell.get(TERM, 10_000).getTimeRange().getMin())
        .isEqualTo(10_000L << 20);
    assertThat(RealtimePostingsCell.scan(cut).getTimeRange().getMin()).isEqualTo(10_000L << 20);
  }

  @Property
  void readsWhatItWrote(
      @ForAll @LongRange(min = 0, max = 1L << 60) long position,
      @ForAll @IntRange(min = 1, max = 200) int entries,
      @ForAll @IntRange(min = 1, max = 1_000_000) int step) {
    List<PostingEntry> written = new ArrayList<>();
    for (int i = entries; i > 0; i--) {
      String id = "d" + (i * step);
      int[] positions = new int[i % 5];
      Arrays.setAll(positions, n -> n * step);
      written.add(
          positions.length == 0
              ? PostingEntry.tombstone(id, position + i)
              : PostingEntry.live(position + i, new Posting(id, positions.length + i, positions)));
    }
    Result row = PutRow.read(put(SEGMENT, SPAN, 1, written));
    assertThat(RealtimePostingsCell.entries(row)).isEqualTo(written);
    EntryCollector collector = new EntryCollector();
    assertThat(RealtimePostingsCell.collect(row.rawCells()[0], collector))
        .hasValue(position + entries);
    LastEntries collected = collector.last();
    assertThat(collected.size()).isEqualTo(entries);
    assertThat(MergedPostings.of(Collections.emptyIterator(), collected))
        .toIterable()
        .containsExactlyElementsOf(
            written.stream().flatMap(entry -> entry.posting().stream()).sorted().toList());
  }

  @Property
  void sortsBySegmentThenKindThenSpan(
      @ForAll @IntRange(min = 0, max = 1_000_000) int from,
      @ForAll @IntRange(min = 1, max = 1_000_000) int records,
      @ForAll @IntRange(min = 0, max = 1_000) int number) {
    Segment segment = new Segment(10_000, 1, number);
    List<byte[]> inOrder =
        List.of(
            RealtimePostingsCell.qualifier(segment, new PostingSpan(Kind.PIECE, from, from + 1)),
            RealtimePostingsCell.qualifier(
                segment, new PostingSpan(Kind.PIECE, from, from + 1 + records)),
            RealtimePostingsCell.qualifier(
                segment, new PostingSpan(Kind.PIECE, from + records, from + 1 + records)),
            RealtimePostingsCell.qualifier(segment, new PostingSpan(Kind.FOLD, 0, 1)),
            RealtimePostingsCell.qualifier(
                new Segment(10_000, 1, number + 1), new PostingSpan(Kind.PIECE, 0, 1)));
    List<byte[]> sorted = new ArrayList<>(inOrder);
    sorted.sort(Comparator.comparing(bytes -> bytes, Bytes.BYTES_COMPARATOR));
    assertThat(sorted).containsExactlyElementsOf(inOrder);
  }
}
