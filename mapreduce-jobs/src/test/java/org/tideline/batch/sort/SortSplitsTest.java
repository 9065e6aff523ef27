package org.tideline.batch.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.ranking.RankingRow;

class SortSplitsTest {
  @Test
  void sortsTheRowsOfASample() {
    List<ImmutableBytesWritable> rows = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      rows.add(new ImmutableBytesWritable(RankingRow.row(Bytes.toBytes("w"), i)));
    }
    Collections.shuffle(rows, new Random(5));
    assertThat(SortSplits.quantiles(rows, 4))
        .isDeepEqualTo(
            new byte[][] {
              RankingRow.row(Bytes.toBytes("w"), 75),
              RankingRow.row(Bytes.toBytes("w"), 50),
              RankingRow.row(Bytes.toBytes("w"), 25)
            });
    assertThat(SortSplits.quantiles(rows.subList(0, 2), 4)).hasNumberOfRows(1);
    assertThat(SortSplits.quantiles(List.of(), 4)).isEmpty();
  }
}
