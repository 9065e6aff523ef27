package org.tideline.schema.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.time.Segment;

/** The cells of one term in lines. */
final class WordLines {
  private WordLines() {}

  static List<String> of(Serving serving, Result batch, List<Result> realtime) {
    List<String> lines = new ArrayList<>();
    WordCount sum = BatchWordColumns.count(batch);
    lines.add("batch     %s  generation %d".formatted(counted(sum), serving.generation()));
    for (Result row : realtime) {
      for (Cell cell : row.listCells() == null ? List.<Cell>of() : row.listCells()) {
        WordCount count = RealtimeWordCell.sum(Result.create(List.of(cell)));
        Segment segment = RealtimeWordCell.segment(cell);
        lines.add(
            "realtime  %s  bucket %s, partition %d, segment %d, stamp %d"
                .formatted(
                    counted(count),
                    Instant.ofEpochMilli(segment.bucketStart()),
                    segment.partition(),
                    segment.number(),
                    cell.getTimestamp()));
        sum = sum.plus(count);
      }
    }
    lines.add("sum       %s".formatted(counted(sum)));
    return lines;
  }

  private static String counted(WordCount count) {
    return "%+,d occurrences in %+,d documents".formatted(count.occurrences(), count.documents());
  }
}
