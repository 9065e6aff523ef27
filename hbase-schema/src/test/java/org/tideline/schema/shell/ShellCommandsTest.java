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
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Cut;

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

    assertThat(WordLines.of(SERVING, batch, List.of(Result.create(List.of(lessOfWhale())))))
        .containsExactly(
            "batch     +1,228 occurrences in +33 documents  generation 3",
            "realtime  -3 occurrences in -1 documents  bucket 1970-01-01T00:00:10Z, partition 1, segment 2, stamp 10485760005",
            "sum       +1,225 occurrences in +32 documents");
  }

  @Test
  void sumsToNothingWhereNobodyHasTheWord() {
    assertThat(WordLines.of(SERVING, Result.EMPTY_RESULT, List.of(Result.EMPTY_RESULT)))
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
