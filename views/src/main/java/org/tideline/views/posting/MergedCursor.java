package org.tideline.views.posting;

import java.util.OptionalLong;
import org.apache.lucene.util.BytesRef;

/**
 * The postings of one term over both layers: what the batch view has of all records below the cut,
 * corrected by the realtime entries at or after it. Of all entries of a document the one with the
 * greatest position tells, whatever the cell it stands in, and it overrides the batch view: a
 * tombstone hides its posting. This is exact because every version that became current since the
 * cut has left an entry for each term that it or the version before it has.
 */
final class MergedCursor implements PostingCursor {
  private final PostingCursor batch;
  private final LastEntries.Cursor realtime;
  private boolean begun;
  private boolean inBatch;
  private boolean inRealtime;

  /** Negative at a posting of the batch view alone, else at one of the realtime view. */
  private int order;

  MergedCursor(PostingCursor batch, LastEntries realtime) {
    this.batch = batch;
    this.realtime = realtime.cursor();
  }

  @Override
  public boolean next() {
    if (!begun) {
      begun = true;
      inBatch = batch.next();
      inRealtime = realtime.next();
    } else {
      step();
    }
    return settle();
  }

  @Override
  public boolean advance(BytesRef document) {
    if (!begun || inBatch && batch.document().compareTo(document) < 0) {
      inBatch = batch.advance(document);
    }
    if (!begun || inRealtime && realtime.document().compareTo(document) < 0) {
      inRealtime = realtime.advance(document);
    }
    begun = true;
    return settle();
  }

  /** Leaves the document it is at in both. */
  private void step() {
    int left = order;
    if (left <= 0) {
      inBatch = batch.next();
    }
    if (left >= 0) {
      inRealtime = realtime.next();
    }
  }

  /** From the first document that one of the two is at to the first that has the term. */
  private boolean settle() {
    while (inBatch || inRealtime) {
      order = !inRealtime ? -1 : !inBatch ? 1 : batch.document().compareTo(realtime.document());
      if (order < 0 || realtime.live()) {
        return true;
      }
      step();
    }
    return false;
  }

  private PostingCursor current() {
    return order < 0 ? batch : realtime;
  }

  @Override
  public BytesRef document() {
    return current().document();
  }

  @Override
  public OptionalLong logPosition() {
    return current().logPosition();
  }

  @Override
  public int length() {
    return current().length();
  }

  @Override
  public int frequency() {
    return current().frequency();
  }

  @Override
  public int position(int index) {
    return current().position(index);
  }

  @Override
  public Posting posting() {
    return current().posting();
  }
}
