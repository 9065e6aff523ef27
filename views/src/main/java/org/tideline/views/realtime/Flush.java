package org.tideline.views.realtime;

import java.util.List;
import java.util.Optional;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.time.Segment;

/**
 * What a partition has to write, all within one segment. Terms, versions and outcomes may be
 * written in any order, also mixed with those of other flushes that were handed out; once all of
 * them, and all of the flushes before, are acknowledged, the frontier follows, and when that is
 * acknowledged the checkpoint. Then the pieces go whose entries a fold of this flush repeats
 * ({@link TermPostings#pieces}). Writing any of it again, or late, changes nothing.
 *
 * @param to the position below which everything is readable once this is written
 * @param stamp the HBase timestamp of the cells of terms: that of the position before {@code to}
 * @param terms each once, by their bytes; what is of one term is one row and to be written at once
 * @param wholeSegment whether the postings are all of the segment up to {@code to}, so that a
 *     reader needs no flush before
 * @param versions those that became current, in the order of their positions
 * @param outcomes of the records that changed no view, in the order of their positions
 * @param frontierStamp the HBase timestamp of the frontier
 * @param checkpoint present at an edge
 */
public record Flush(
    Segment segment,
    long to,
    long stamp,
    List<TermCells> terms,
    boolean wholeSegment,
    List<Stamped<DocumentVersion>> versions,
    List<Stamped<Outcome>> outcomes,
    Frontier frontier,
    long frontierStamp,
    Optional<Checkpoint> checkpoint) {

  /** What names the cells of postings, which is the same for all; empty where there are none. */
  public Optional<PostingSpan> postingSpan() {
    return terms.stream().findFirst().map(cells -> cells.postings().span());
  }

  /** Whether the cells of postings are folds. */
  public boolean folds() {
    return postingSpan().filter(span -> span.kind() == PostingSpan.Kind.FOLD).isPresent();
  }

  /**
   * The cells of one term.
   *
   * @param term UTF-8; the bytes belong to the cells
   * @param total the absolute one of the segment, if the term was touched since the flush before
   * @param postings entries since the flush before as a piece, or all of the segment as a fold
   */
  public record TermCells(byte[] term, Optional<WordCount> total, TermPostings postings) {}

  /** Something with the HBase timestamp of its own record. */
  public record Stamped<T>(long stamp, T value) {}
}
