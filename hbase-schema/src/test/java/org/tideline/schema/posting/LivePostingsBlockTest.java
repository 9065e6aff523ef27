package org.tideline.schema.posting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Flush;

class LivePostingsBlockTest {
  private static final String EXAMPLE = "01 90 4e 02 01 61 0b b1 02 01 62 00 02 01 64 01 28 02";

  private static Cell block(String value) {
    Put put =
        new Put(LiveRow.row(5, 1)).addColumn(LiveRow.POSTINGS, new byte[17], 77, bytes(value));
    return PutRow.read(put).rawCells()[0];
  }

  private static List<PostingEntry> find(Cell block, String term) {
    List<PostingEntry> found = new ArrayList<>();
    LivePostingsBlock.find(block, term.getBytes(UTF_8))
        .ifPresent(
            entries -> {
              entries.decode(found);
              EntryCollector collector = new EntryCollector();
              assertThat(entries.collect(collector)).hasValue(found.get(0).position());
              assertThat(collector.last().size()).isEqualTo(found.size());
            });
    return found;
  }

  private static Cell[] written(Flush flush, List<Flush.TermCells> terms) {
    Put put = new Put(LiveRow.row(5, 1));
    LivePostingsBlock.addTo(put, flush, terms);
    return PutRow.read(put).rawCells();
  }

  @Test
  void readsTheBytesOfItsExample() {
    Cell block = block(EXAMPLE);
    assertThat(find(block, "a"))
        .containsExactly(
            PostingEntry.tombstone("b", 305),
            PostingEntry.live(303, new Posting("d", 40, new int[] {2})));
    assertThat(find(block, "A")).isEmpty();
    assertThat(find(block, "b")).isEmpty();
  }

  @Test
  void writesTheBytesOfItsExample() {
    Flush flush = LiveFlushes.small();
    Cell cell = written(flush, flush.terms().subList(0, 1))[0];
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo(EXAMPLE);
    assertThat(hex(CellUtil.cloneQualifier(cell))).isEqualTo(hex(LiveRow.qualifier(flush, 0)));
    assertThat(cell.getTimestamp()).isEqualTo(flush.stamp());
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("lp");
  }

  @Test
  void readsWhatItWroteOfManyTerms() {
    Flush flush = LiveFlushes.of(List.of("whale sea whale", "sea ship", "Ahab"));
    Cell cell = written(flush, flush.terms())[0];
    assertThat(find(cell, "sea"))
        .containsExactly(
            PostingEntry.live(301, new Posting("d1", 2, new int[] {0})),
            PostingEntry.live(300, new Posting("d0", 3, new int[] {1})));
    assertThat(find(cell, "harpoon")).isEmpty();
    Map<String, Integer> sizes = new TreeMap<>();
    LivePostingsBlock.forEach(
        cell,
        (term, entries) -> {
          List<PostingEntry> found = new ArrayList<>();
          entries.decode(found);
          assertThat(found).isEqualTo(find(cell, Bytes.toString(term)));
          sizes.put(Bytes.toString(term), found.size());
        });
    assertThat(sizes).isEqualTo(Map.of("Ahab", 1, "sea", 2, "ship", 1, "whale", 1));
  }

  @Test
  void aBlockThatIsTooLargeForACellHasParts() {
    // Three terms with 2 MiB of places each, all of which would fit in a cell by themselves.
    Flush flush = LiveFlushes.of(List.of("a b c ".repeat(1 << 21) + "d"));
    Cell[] parts = written(flush, flush.terms());
    assertThat(parts).hasSize(3);
    assertThat(parts).allMatch(part -> part.getValueLength() <= LiveParts.MAX_BYTES);
    for (int part = 0; part < parts.length; part++) {
      assertThat(hex(CellUtil.cloneQualifier(parts[part])))
          .isEqualTo(hex(LiveRow.qualifier(flush, part)));
    }
    assertThat(find(parts[0], "a").get(0).posting().orElseThrow().frequency()).isEqualTo(1 << 21);
    assertThat(find(parts[1], "b")).hasSize(1);
    assertThat(find(parts[2], "c")).hasSize(1);
    assertThat(find(parts[2], "d")).hasSize(1);
    assertThat(find(parts[1], "a")).isEmpty();
  }

  @Test
  void aTermThatIsAlmostTooLargeForACellStandsAlone() {
    // A flush ends with the version that brings a term to 4 MiB: here with the second.
    Flush flush = LiveFlushes.of(List.of("a ".repeat(4_000_000) + "b", "a ".repeat(4_000_000)));
    Cell[] parts = written(flush, flush.terms());
    assertThat(parts).hasSize(2);
    assertThat(parts[0].getValueLength()).isBetween(8_000_000, 8_001_000);
    assertThat(find(parts[0], "a")).extracting(PostingEntry::position).containsExactly(301L, 300L);
    assertThat(find(parts[1], "b")).hasSize(1);
  }

  @Test
  void rejectsWhatIsNotOfThisFormat() {
    String where =
        "live block row \"\\x00\\x00\\x05\\x00\\x00\\x00\\x01\", column lp:%s: "
            .formatted("\\x00".repeat(17));
    assertThatThrownBy(() -> find(block("09 90"), "a"))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            where + "expected format version 1, found 9 (2 bytes); written by a newer release?");
    assertThatThrownBy(() -> find(block("01 90 4e 02 01 61 04 b1 02 01 62 00"), "a"))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 1 bytes more after byte 4, found 0");
    assertThatThrownBy(() -> find(block("01 90 4e 02 01 61 09 b1 02 01 62 00"), "b"))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(where + "expected 9 bytes more after byte 7, found 5");
  }
}
