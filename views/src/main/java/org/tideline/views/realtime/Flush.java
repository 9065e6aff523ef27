package org.tideline.views.realtime;

import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.time.Segment;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.TimelineEntry;

/**
 * What a partition has to write, all within one segment. There are two tiers: a settled flush goes
 * into the rows of its terms, one row for each; a live flush goes into live blocks, which hold many
 * terms each, so that it costs little however many terms it touches, and is settled later, by the
 * next settled flush.
 *
 * <p>Terms, versions and outcomes may be written in any order, also mixed with those of other
 * flushes that were handed out; what follows when they are acknowledged is decided by {@link
 * FlushOrder}. Then the pieces go whose entries a fold of this flush repeats ({@link
 * TermPostings#pieces}), and some time after it the live blocks that a settled flush repeats.
 *
 * @param to the position below which everything is readable once this is written
 * @param stamp the HBase timestamp of the cells of terms: that of the position before {@code to}
 * @param firstStamp that of the first version that a live flush tells of; it names the blocks
 *     together with {@code stamp}, so that the log and the name decide what is in them
 * @param terms each once, by their bytes; what is of one term is one row and to be written at once
 * @param wholeSegment whether the postings are all of the segment up to {@code to}, so that a
 *     reader needs no flush before
 * @param versions those that became current, in the order of their positions
 * @param outcomes of the records that changed no view, in the order of their positions
 * @param byEventTime what else is told of the records since the flush before
 * @param views what users' views come to in the segment, of the keys touched since the flush before
 * @param frontier to be written when this is
 * @param frontierStamp its HBase timestamp
 * @param settled to be written together with the frontier: that of a settled flush is where it
 *     ends, that of a live flush what was known to be settled before
 * @param replacesBlocks whether live blocks were handed out since the settled flush before, which
 *     repeat what stands in this one
 * @param checkpoint present at an edge, in a settled flush
 */
public record Flush(
    Tier tier,
    Segment segment,
    long to,
    long stamp,
    long firstStamp,
    List<TermCells> terms,
    boolean wholeSegment,
    List<Stamped<DocumentVersion>> versions,
    List<Stamped<Outcome>> outcomes,
    ByEventTime byEventTime,
    List<ViewTotal> views,
    Frontier frontier,
    long frontierStamp,
    Settled settled,
    boolean replacesBlocks,
    Optional<Checkpoint> checkpoint) {

  /** Where the terms of a flush are written. */
  public enum Tier {
    /** In live blocks, for a while. */
    LIVE,
    /** In their own rows, to stay. */
    SETTLED
  }

  /** What names the cells of postings, which is the same for all; empty where there are none. */
  public Optional<PostingSpan> postingSpan() {
    return terms.stream().findFirst().map(cells -> cells.postings().span());
  }

  /** Whether the cells of postings are folds. */
  public boolean folds() {
    return postingSpan().filter(span -> span.kind() == PostingSpan.Kind.FOLD).isPresent();
  }

  /** Whether all that it holds is readable from live blocks, so that nobody waits for it. */
  public boolean repeatsBlocks() {
    return replacesBlocks && versions.isEmpty() && outcomes.isEmpty();
  }

  /**
   * The cells of one term.
   *
   * @param term UTF-8; the bytes belong to the cells
   * @param total the absolute one of the segment, if the term was touched since the settled flush
   *     before; always present in a live flush, with the windows, absolute too, that changed since
   *     the flush before
   * @param postings entries since the settled flush before as a piece, since the flush before in a
   *     live flush, or all of the segment as a fold
   */
  public record TermCells(byte[] term, Optional<TermTotal> total, TermPostings postings) {}

  /**
   * What is kept of records by their event times, beside the windows of terms. None of it goes into
   * live blocks: it is one cell for each record, and one in all.
   *
   * @param documents the absolute total of all documents in the segment, if any was touched since
   *     the flush before
   * @param timeline the places to which documents came and which they left
   * @param late records that were late and became current
   */
  public record ByEventTime(
      Optional<TermTotal> documents,
      List<Stamped<TimelineEntry>> timeline,
      List<Stamped<LateRecord>> late) {
    /** Nothing. */
    public static final ByEventTime NONE = new ByEventTime(Optional.empty(), List.of(), List.of());
  }

  /**
   * What a view comes to at one key in the segment, zero too; as what stands by event time it does
   * not go into live blocks.
   *
   * @param key its bytes, all of their array
   * @param value the absolute one, all of its array
   */
  public record ViewTotal(String view, BytesRef key, BytesRef value) {}

  /** Something with the HBase timestamp of its own record. */
  public record Stamped<T>(long stamp, T value) {}
}
