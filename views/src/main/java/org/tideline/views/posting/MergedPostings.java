package org.tideline.views.posting;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.lucene.util.BytesRef;

/** The postings of one term over both layers as a stream of objects, merged as they are read. */
public final class MergedPostings implements Iterator<Posting> {
  /** The postings of a stream, one after the other. */
  private static final class Streamed implements PostingCursor {
    private final Iterator<Posting> postings;
    private Posting posting;
    private BytesRef document;

    Streamed(Iterator<Posting> postings) {
      this.postings = postings;
    }

    @Override
    public boolean next() {
      boolean more = postings.hasNext();
      if (more) {
        posting = postings.next();
        document = new BytesRef(posting.document());
      }
      return more;
    }

    @Override
    public boolean advance(BytesRef wanted) {
      boolean more = document != null || next();
      while (more && document.compareTo(wanted) < 0) {
        more = next();
      }
      return more;
    }

    @Override
    public BytesRef document() {
      return document;
    }

    @Override
    public int length() {
      return posting.length();
    }

    @Override
    public int frequency() {
      return posting.frequency();
    }

    @Override
    public int position(int index) {
      return posting.positions()[index];
    }

    @Override
    public Posting posting() {
      return posting;
    }
  }

  private final PostingCursor merged;
  private boolean more;

  private MergedPostings(PostingCursor merged) {
    this.merged = merged;
    this.more = merged.next();
  }

  /**
   * The merged postings.
   *
   * @param batch in the order of documents, each document once; read as the answer is read
   * @param realtime in any order, of any number of cells and versions
   */
  public static MergedPostings of(Iterator<Posting> batch, Iterable<PostingEntry> realtime) {
    return of(batch, LastEntries.of(realtime));
  }

  /** The same of entries that were chosen before. */
  public static MergedPostings of(Iterator<Posting> batch, LastEntries realtime) {
    return new MergedPostings(new MergedCursor(new Streamed(batch), realtime));
  }

  /** The same as a way through them, without an object for each. */
  public static PostingCursor cursor(PostingCursor batch, LastEntries realtime) {
    return new MergedCursor(batch, realtime);
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public Posting next() {
    if (!more) {
      throw new NoSuchElementException("no more postings");
    }
    Posting found = merged.posting();
    more = merged.next();
    return found;
  }
}
