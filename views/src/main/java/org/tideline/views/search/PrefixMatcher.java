package org.tideline.views.search;

import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingList;

/** The documents that hold any of the terms with a prefix: each scores 1, as in Lucene. */
final class PrefixMatcher implements Matcher {
  private final String prefix;

  /** Those of the terms that have a document, the least first. */
  private final PriorityQueue<PostingCursor> terms;

  private final int size;
  private List<PostingCursor> unread;
  private BytesRef document = new BytesRef();

  PrefixMatcher(String prefix, List<PostingList> lists) {
    this.prefix = prefix;
    this.unread = lists.stream().map(PostingList::cursor).toList();
    this.terms =
        new PriorityQueue<>(
            Math.max(1, unread.size()), (a, b) -> a.document().compareTo(b.document()));
    this.size =
        (int) Math.min(lists.stream().mapToLong(PostingList::size).sum(), Integer.MAX_VALUE);
  }

  @Override
  public boolean next() {
    for (PostingCursor term : unread) {
      if (term.next()) {
        terms.add(term);
      }
    }
    boolean first = !unread.isEmpty();
    unread = List.of();
    while (!first && !terms.isEmpty() && terms.peek().document().bytesEquals(document)) {
      PostingCursor term = terms.poll();
      if (term.next()) {
        terms.add(term);
      }
    }
    return met();
  }

  @Override
  public boolean advance(BytesRef target) {
    for (PostingCursor term : unread) {
      if (term.advance(target)) {
        terms.add(term);
      }
    }
    unread = List.of();
    while (!terms.isEmpty() && terms.peek().document().compareTo(target) < 0) {
      PostingCursor term = terms.poll();
      if (term.advance(target)) {
        terms.add(term);
      }
    }
    return met();
  }

  private boolean met() {
    if (terms.isEmpty()) {
      return false;
    }
    // A copy, since the term it is of may move before the others that have it.
    document = BytesRef.deepCopyOf(terms.peek().document());
    return true;
  }

  @Override
  public BytesRef document() {
    return document;
  }

  @Override
  public float score() {
    return 1;
  }

  @Override
  public Explanation explain() {
    return Explanation.of(1, "\"%s*\" counts 1 in every document".formatted(prefix));
  }

  @Override
  public int size() {
    return size;
  }
}
