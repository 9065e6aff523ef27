package org.tideline.schema.word;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.schema.live.LiveFlushes;
import org.tideline.schema.live.LiveParts;
import org.tideline.schema.live.LiveRow;
import org.tideline.views.count.WordCount;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

class LiveWordsBlockTest {
  private static final Segment SEGMENT = new Segment(10_000, 1, 2);

  private static Cell block(String value) {
    Put put = new Put(LiveRow.row(5, 1)).addColumn(LiveRow.WORDS, new byte[17], 77, bytes(value));
    return PutRow.read(put).rawCells()[0];
  }

  private static byte[] term(String text) {
    return text.getBytes(UTF_8);
  }

  private static Cell written(Flush flush) {
    Put put = new Put(LiveRow.row(5, 1));
    LiveWordsBlock.addTo(put, flush, flush.terms());
    return PutRow.read(put).rawCells()[0];
  }

  @Test
  void readsTheBytesOfItsExample() {
    Cell block =
        block("02 90 4e 02 01 61 05 01 02 a0 01 05 01 01 02 62 63 04 02 02 a0 01 04 02 01");
    assertThat(LiveWordsBlock.find(block, 1, term("a")))
        .contains(
            new LiveWordsBlock.Total(SEGMENT, 77, TermTotal.withoutWindows(new WordCount(-3, -1))));
    assertThat(LiveWordsBlock.find(block, 1, term("bc")))
        .contains(
            new LiveWordsBlock.Total(SEGMENT, 77, TermTotal.withoutWindows(new WordCount(2, 1))));
    WindowTotals windows = new WindowTotals.Builder(1).add(10, 0, 2, 1, 1).build();
    assertThat(LiveWordsBlock.findTotal(block, 1, term("bc")))
        .contains(
            new LiveWordsBlock.Total(SEGMENT, 77, new TermTotal(new WordCount(2, 1), windows)));
    for (String other : List.of("A", "aa", "b", "bcd", "c")) {
      assertThat(LiveWordsBlock.find(block, 1, term(other))).as(other).isEmpty();
    }
    List<String> found = new ArrayList<>();
    LiveWordsBlock.forEach(
        block,
        1,
        (term, segment, stamp, total) ->
            found.add("%s %s %d %s".formatted(Bytes.toString(term), segment, stamp, total)));
    assertThat(found)
        .containsExactly(
            "a %s 77 %s".formatted(SEGMENT, new WordCount(-3, -1)),
            "bc %s 77 %s".formatted(SEGMENT, new WordCount(2, 1)));
  }

  @Test
  void writesWhatALiveFlushTouched() {
    Flush flush = LiveFlushes.small();
    Cell cell = written(flush);
    assertThat(hex(CellUtil.cloneValue(cell)))
        .isEqualTo("02 90 4e 02 01 61 00 00 02 00 00 00 02 01 62 50 04 02 00 50 04 02");
    assertThat(hex(CellUtil.cloneQualifier(cell))).isEqualTo(hex(LiveRow.qualifier(flush, 0)));
    assertThat(cell.getTimestamp()).isEqualTo(flush.stamp());
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("lw");
  }

  @Test
  void readsWhatItWroteOfManyTerms() {
    Flush flush = LiveFlushes.of(List.of("whale sea whale", "sea ship", "Ahab"));
    Cell cell = written(flush);
    assertThat(LiveWordsBlock.find(cell, 1, term("whale")).orElseThrow().total().count())
        .isEqualTo(new WordCount(2, 1));
    assertThat(LiveWordsBlock.find(cell, 1, term("sea")).orElseThrow().total().count())
        .isEqualTo(new WordCount(2, 2));
    assertThat(LiveWordsBlock.find(cell, 1, term("Ahab")).orElseThrow().stamp())
        .isEqualTo(flush.stamp());
    assertThat(LiveWordsBlock.find(cell, 1, term("harpoon"))).isEmpty();
  }

  @Test
  void aBlockThatIsTooLargeForACellHasParts() {
    // 60,000 terms of 170 bytes.
    String beside = "x".repeat(164);
    String text =
        IntStream.range(0, 60_000)
            .mapToObj(i -> letters(i) + beside)
            .collect(Collectors.joining(" "));
    Flush flush = LiveFlushes.of(List.of(text));
    Put put = new Put(LiveRow.row(5, 1));
    LiveWordsBlock.addTo(put, flush, flush.terms());
    Cell[] parts = PutRow.read(put).rawCells();
    assertThat(parts).hasSize(3);
    List<String> found = new ArrayList<>();
    for (int part = 0; part < parts.length; part++) {
      assertThat(parts[part].getValueLength()).isLessThanOrEqualTo(LiveParts.MAX_BYTES);
      assertThat(hex(CellUtil.cloneQualifier(parts[part])))
          .isEqualTo(hex(LiveRow.qualifier(flush, part)));
      LiveWordsBlock.forEach(
          parts[part], 1, (term, segment, stamp, total) -> found.add(Bytes.toString(term)));
    }
    assertThat(found).hasSize(60_000).isSorted().doesNotHaveDuplicates();
    assertThat(LiveWordsBlock.find(parts[2], 1, term(letters(59_999) + beside))).isPresent();
  }

  @Test
  void termsWithManyWindowsAreDividedBelowTheLimitOfACell() {
    // A segment of 20,000 updates, each from one minute to another: 40,000 entries of a term.
    Flush flush = LiveFlushes.small();
    List<Flush.TermCells> terms =
        IntStream.range(0, 40)
            .mapToObj(i -> withWindows(flush, term(letters(i)), 40_000, i))
            .toList();
    Put put = new Put(LiveRow.row(5, 1));
    LiveWordsBlock.addTo(put, flush, terms);
    Cell[] parts = PutRow.read(put).rawCells();
    assertThat(parts).hasSizeGreaterThan(1);
    List<Flush.TermCells> found = new ArrayList<>();
    for (Cell part : parts) {
      assertThat(part.getValueLength()).isLessThanOrEqualTo(LiveParts.MAX_BYTES);
      for (Flush.TermCells cells : terms) {
        LiveWordsBlock.findTotal(part, 1, cells.term())
            .ifPresent(
                held -> {
                  assertThat(held.total()).isEqualTo(cells.total().orElseThrow());
                  found.add(cells);
                });
      }
    }
    // Each once, in one part whole, and in their order.
    assertThat(found).isEqualTo(terms);
    List<String> counted = new ArrayList<>();
    for (Cell part : parts) {
      LiveWordsBlock.forEach(
          part, 1, (term, segment, stamp, total) -> counted.add(Bytes.toString(term)));
    }
    assertThat(counted).hasSize(40).isSorted();
  }

  @Test
  void aTermWithMoreWindowsThanAPartHoldsStandsAlone() {
    Flush flush = LiveFlushes.small();
    List<Flush.TermCells> terms =
        List.of(
            withWindows(flush, term("a"), 3, 1),
            withWindows(flush, term("b"), 800_000, 2),
            withWindows(flush, term("c"), 3, 3));
    Put put = new Put(LiveRow.row(5, 1));
    LiveWordsBlock.addTo(put, flush, terms);
    Cell[] parts = PutRow.read(put).rawCells();
    assertThat(parts).hasSize(3);
    assertThat(parts[1].getValueLength()).isBetween(LiveParts.MAX_BYTES, 10 << 20);
    for (int part = 0; part < parts.length; part++) {
      Flush.TermCells only = terms.get(part);
      assertThat(LiveWordsBlock.findTotal(parts[part], 1, only.term()).map(held -> held.total()))
          .isEqualTo(only.total());
    }
  }

  /** A term with entries in so many windows, far apart, some of them closed. */
  private static Flush.TermCells withWindows(Flush flush, byte[] term, int entries, int seed) {
    Random random = new Random(seed);
    WindowTotals.Builder windows = new WindowTotals.Builder(entries);
    long minute = -1_000_000;
    for (int i = 0; i < entries; i++) {
      minute += 1 + random.nextInt(1_000);
      windows.add(minute, random.nextInt(8), random.nextInt(200) - 100, random.nextInt(3) - 1, 1);
    }
    WindowTotals all = windows.build();
    return new Flush.TermCells(
        term, Optional.of(new TermTotal(all.total(), all)), flush.terms().get(0).postings());
  }

  /** Six letters for a number. */
  private static String letters(int number) {
    return Integer.toString(number + 1_000_000)
        .substring(1)
        .chars()
        .mapToObj(digit -> String.valueOf((char) ('a' + digit - '0')))
        .collect(Collectors.joining());
  }

  @Test
  void rejectsWhatIsNotOfThisFormat() {
    String where =
        "live block row \"\\x00\\x00\\x05\\x00\\x00\\x00\\x01\", column lw:%s: "
            .formatted("\\x00".repeat(17));
    assertThatThrownBy(() -> LiveWordsBlock.find(block("09 90"), 1, term("a")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            where + "expected format version 2, found 9 (2 bytes); written by a newer release?");
    assertThatThrownBy(
            () -> LiveWordsBlock.forEach(block("02 90 4e 02 05 61"), 1, (a, b, c, d) -> {}))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 5 bytes more after byte 5, found 1");
    assertThatThrownBy(() -> LiveWordsBlock.find(block("02 90 4e 02 01 61 05"), 1, term("b")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 1 bytes more after byte 7, found 0");
  }
}
