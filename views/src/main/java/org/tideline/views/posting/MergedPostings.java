package org.tideline.views.posting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.tideline.views.document.DocumentId;

/**
 * The postings of one term over both layers, in the order of {@link DocumentId#ORDER}: what the
 * batch view has of all records below the cut, corrected by the realtime entries at or after it. Of
 * all entries of a document the one with the greatest position tells, whatever the cell it stands
 * in, and it overrides the batch view: a tombstone hides its posting. This is exact because every
 * version that became current since the cut has left an entry for each term that it or the version
 * before it has.
 */
public final class MergedPostings implements Iterator<Posting> {
  private final Iterator<Posting> batch;
  private final Iterator<PostingEntry> realtime;
  private Optional<Posting> nextBatch;
  private Optional<PostingEntry> nextRealtime;
  private Optional<Posting> next;

  private MergedPostings(Iterator<Posting> batch, Iterator<PostingEntry> realtime) {
    this.batch = batch;
    this.realtime = realtime;
    this.nextBatch = advance(batch);
    this.nextRealtime = advance(realtime);
    this.next = merge();
  }

  /**
   * The merged postings.
   *
   * @param batch in the order of documents, each document once; read as the answer is read
   * @param realtime in any order, of any number of cells and versions
   */
  public static MergedPostings of(Iterator<Posting> batch, Iterable<PostingEntry> realtime) {
    return new MergedPostings(batch, lastOfEach(realtime).iterator());
  }

  private static List<PostingEntry> lastOfEach(Iterable<PostingEntry> entries) {
    Map<String, PostingEntry> last = new HashMap<>();
    for (PostingEntry entry : entries) {
      last.merge(entry.document(), entry, (a, b) -> b.position() > a.position() ? b : a);
    }
    List<PostingEntry> sorted = new ArrayList<>(last.values());
    sorted.sort((a, b) -> DocumentId.ORDER.compare(a.document(), b.document()));
    return sorted;
  }

  private static <T> Optional<T> advance(Iterator<T> from) {
    return from.hasNext() ? Optional.of(from.next()) : Optional.empty();
  }

  private Optional<Posting> merge() {
    while (nextBatch.isPresent() || nextRealtime.isPresent()) {
      int order = order();
      Optional<Posting> found = order < 0 ? nextBatch : nextRealtime.orElseThrow().posting();
      if (order <= 0) {
        nextBatch = advance(batch);
      }
      if (order >= 0) {
        nextRealtime = advance(realtime);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Negative if the batch view is next, positive if the realtime view is, 0 if both are. */
  private int order() {
    if (nextBatch.isEmpty() || nextRealtime.isEmpty()) {
      return nextBatch.isEmpty() ? 1 : -1;
    }
    return DocumentId.ORDER.compare(nextBatch.get().document(), nextRealtime.get().document());
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Posting next() {
    Posting found = next.orElseThrow(() -> new NoSuchElementException("no more postings"));
    next = merge();
    return found;
  }
}
