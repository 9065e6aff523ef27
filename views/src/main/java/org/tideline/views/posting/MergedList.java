package org.tideline.views.posting;

/**
 * The postings of one term over both layers.
 *
 * @param size how many there are; counted once, since both layers may have a document
 */
public record MergedList(PostingList batch, LastEntries realtime, int size) implements PostingList {

  /** Those of {@code batch}, corrected by {@code realtime}. */
  public static PostingList of(PostingList batch, LastEntries realtime) {
    return realtime.size() == 0 ? batch : new MergedList(batch, realtime, size(batch, realtime));
  }

  /** Looks up in the batch view what realtime has of it, which is little. */
  private static int size(PostingList batch, LastEntries realtime) {
    int size = batch.size();
    PostingCursor known = batch.cursor();
    boolean more = true;
    LastEntries.Cursor entries = realtime.cursor();
    while (entries.next()) {
      more = more && known.advance(entries.document());
      boolean before = more && known.document().bytesEquals(entries.document());
      size += (entries.live() ? 1 : 0) - (before ? 1 : 0);
    }
    return size;
  }

  /** The same with entries that were found since, some of which may be known. */
  public MergedList and(LastEntries later) {
    LastEntries all = realtime.and(later);
    int newSize = size;
    PostingCursor known = cursor();
    boolean more = true;
    LastEntries.Cursor now = all.cursor();
    LastEntries.Cursor entries = later.cursor();
    while (entries.next()) {
      more = more && known.advance(entries.document());
      boolean before = more && known.document().bytesEquals(entries.document());
      now.advance(entries.document());
      newSize += (now.live() ? 1 : 0) - (before ? 1 : 0);
    }
    return new MergedList(batch, all, newSize);
  }

  @Override
  public PostingCursor cursor() {
    return new MergedCursor(batch.cursor(), realtime);
  }
}
