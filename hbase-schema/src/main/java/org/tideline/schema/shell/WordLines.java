package org.tideline.schema.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.time.Segment;

/**
 * The cells of one term in lines, those of a segment one under the other: the last one includes the
 * others. Not safe for use by several threads.
 */
final class WordLines {
  /** A total of a segment, and what kind of cell has it. */
  private record Found(String kind, Segment segment, long stamp, WordCount total) {}

  private static final Comparator<Found> ORDER =
      Comparator.<Found>comparingLong(found -> found.segment().bucketStart())
          .thenComparingInt(found -> found.segment().partition())
          .thenComparingLong(found -> found.segment().number())
          .thenComparingLong(Found::stamp);

  private final List<Found> realtime = new ArrayList<>();

  /** Takes what a live block has of the term. */
  void block(LiveWordsBlock.Total total) {
    realtime.add(new Found("live    ", total.segment(), total.stamp(), total.total().count()));
  }

  /** Takes the row of the term in the table of a period. */
  void row(Result row) {
    RealtimeWordCell.forEach(
        row,
        (partition, bucketStart, segment, stamp, occurrences, documents) ->
            realtime.add(
                new Found(
                    "realtime",
                    new Segment(bucketStart, partition, segment),
                    stamp,
                    new WordCount(occurrences, documents))));
  }

  /**
   * The lines.
   *
   * @param batch the row of the term in the words of {@code generation}
   */
  List<String> of(int generation, Result batch) {
    List<String> lines = new ArrayList<>();
    WordCount count = BatchWordColumns.count(batch);
    lines.add("batch     %s  generation %d".formatted(counted(count), generation));
    realtime.sort(ORDER);
    SegmentTotals totals = new SegmentTotals();
    for (int i = 0; i < realtime.size(); i++) {
      Found found = realtime.get(i);
      totals.add(found.segment(), found.stamp(), found.total());
      boolean last =
          i + 1 == realtime.size() || !realtime.get(i + 1).segment().equals(found.segment());
      lines.add(line(found) + (last ? "" : ", the next line includes it"));
    }
    lines.add("sum       %s".formatted(counted(count.plus(totals.sum()))));
    return lines;
  }

  private static String line(Found found) {
    return "%s  %s  bucket %s, partition %d, segment %d, stamp %d"
        .formatted(
            found.kind(),
            counted(found.total()),
            Instant.ofEpochMilli(found.segment().bucketStart()),
            found.segment().partition(),
            found.segment().number(),
            found.stamp());
  }

  private static String counted(WordCount count) {
    return "%+,d occurrences in %+,d documents".formatted(count.occurrences(), count.documents());
  }
}
