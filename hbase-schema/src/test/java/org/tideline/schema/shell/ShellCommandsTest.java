package org.tideline.schema.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.TermTotal;

class ShellCommandsTest {
  private static final Serving SERVING =
      new Serving(4, 3, new Cut(10_000, Map.of(0, 7L)), 1, List.of(2, 3), 5_000, Verdict.UNPROVEN);
  private static final byte[] WHALE = "whale".getBytes(StandardCharsets.UTF_8);

  /** The worked example of {@link RealtimeWordCell}. */
  private static Cell lessOfWhale() {
    return new KeyValue(
        WHALE,
        RealtimeWordCell.FAMILY,
        Bytes.fromHex("80000000000027100000000100000002"),
        10_485_760_005L,
        Bytes.fromHex("010501"));
  }

  @Test
  void decodesTheCellsOfBothLayersAndAddsThem() {
    Result batch =
        Result.create(
            List.copyOf(BatchWordColumns.cells(WHALE, new WordCount(1_228, 33), 10_485_760_000L)));

    WordLines lines = new WordLines();
    lines.row(Result.create(List.of(lessOfWhale())));
    assertThat(lines.of(3, batch))
        .containsExactly(
            "batch     +1,228 occurrences in +33 documents  generation 3",
            "realtime  -3 occurrences in -1 documents  bucket 1970-01-01T00:00:10Z, partition 1, segment 2, stamp 10485760005",
            "sum       +1,225 occurrences in +32 documents");
  }

  @Test
  void countsOfASegmentOnlyItsNewestCellWhereverItStands() {
    WordLines lines = new WordLines();
    lines.block(live(2, 10_485_760_004L, new WordCount(9, 9)));
    lines.block(live(3, 10_485_760_009L, new WordCount(5, 4)));
    lines.block(live(3, 10_485_760_007L, new WordCount(2, 1)));
    lines.row(Result.create(List.of(lessOfWhale())));

    String segment = "bucket 1970-01-01T00:00:10Z, partition 1, segment ";
    assertThat(lines.of(0, Result.EMPTY_RESULT))
        .containsExactly(
            "batch     +0 occurrences in +0 documents  generation 0",
            "live      +9 occurrences in +9 documents  %s2, stamp 10485760004, the next line includes it"
                .formatted(segment),
            "realtime  -3 occurrences in -1 documents  %s2, stamp 10485760005".formatted(segment),
            "live      +2 occurrences in +1 documents  %s3, stamp 10485760007, the next line includes it"
                .formatted(segment),
            "live      +5 occurrences in +4 documents  %s3, stamp 10485760009".formatted(segment),
            "sum       +2 occurrences in +3 documents");
  }

  private static LiveWordsBlock.Total live(int segment, long stamp, WordCount total) {
    return new LiveWordsBlock.Total(
        new Segment(10_000, 1, segment), stamp, TermTotal.withoutWindows(total));
  }

  @Test
  void sumsToNothingWhereNobodyHasTheWord() {
    WordLines lines = new WordLines();
    lines.row(Result.EMPTY_RESULT);
    assertThat(lines.of(3, Result.EMPTY_RESULT))
        .containsExactly(
            "batch     +0 occurrences in +0 documents  generation 3",
            "sum       +0 occurrences in +0 documents");
  }

  @Test
  void showsTheServingRow() {
    assertThat(ShellCommands.serving(SERVING))
        .containsExactly(
            "generation  3 (unproven), kept [2, 3]",
            "cut         1970-01-01T00:00:10Z, positions {0=7}",
            "epoch       1",
            "floor       1970-01-01T00:00:05Z",
            "revision    4");
  }

  @Test
  void splitsAreIdsBetweenCommas() {
    assertThat(ShellCommands.splits("")).isEmpty();
    assertThat(ShellCommands.splits("g, ö"))
        .isDeepEqualTo(new byte[][] {{'g'}, "ö".getBytes(StandardCharsets.UTF_8)});
  }
}
