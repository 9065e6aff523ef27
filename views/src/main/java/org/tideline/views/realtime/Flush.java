package org.tideline.views.realtime;

import java.util.List;
import java.util.Optional;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.time.Segment;

/**
 * What a partition has to write, all within one segment. Cells, versions and outcomes may be
 * written in any order, also mixed with those of other flushes that were handed out; once all of
 * them, and all of the flushes before, are acknowledged, the frontier follows, and when that is
 * acknowledged the checkpoint. Writing any of it again, or late, changes nothing.
 *
 * @param to the position below which everything is readable once this is written
 * @param stamp the HBase timestamp of the word cells: that of the position before {@code to}
 * @param words absolute totals of the segment, for every term touched since the flush before
 * @param versions those that became current, in the order of their positions
 * @param outcomes of the records that changed no view, in the order of their positions
 * @param frontierStamp the HBase timestamp of the frontier
 * @param checkpoint present at an edge
 */
public record Flush(
    Segment segment,
    long to,
    long stamp,
    List<WordCell> words,
    List<Stamped<DocumentVersion>> versions,
    List<Stamped<Outcome>> outcomes,
    Frontier frontier,
    long frontierStamp,
    Optional<Checkpoint> checkpoint) {

  /** The total of one term; the bytes are UTF-8 and belong to the cell. */
  public record WordCell(byte[] term, WordCount total) {}

  /** Something with the HBase timestamp of its own record. */
  public record Stamped<T>(long stamp, T value) {}
}
