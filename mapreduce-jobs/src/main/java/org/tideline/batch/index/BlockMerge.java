package org.tideline.batch.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tideline.schema.posting.PostingColumns;

/**
 * Merges the blocks of one term, which come in the order of their first documents, into its
 * postings in the order of documents. Open at a time are only blocks that overlap: since the blocks
 * that one drain of a mapper wrote do not, at most one of each drain, which bounds the memory by
 * (drains of all mappers) times (the postings of one block). Not safe for use by several threads.
 */
final class BlockMerge {
  /**
   * Receives the posting of a block with that index; only valid during the call. Of a document that
   * has both, the one to be taken away comes first.
   */
  interface Receiver {
    void accept(PostingColumns block, int index, boolean removed)
        throws IOException, InterruptedException;
  }

  private static final class Open implements Comparable<Open> {
    private final PostingColumns block = new PostingColumns();
    private int next;
    private boolean removed;

    @Override
    public int compareTo(Open other) {
      int documents = block.compare(next, other.block, other.next);
      return documents != 0 ? documents : Boolean.compare(other.removed, removed);
    }

    private boolean isBefore(byte[] id, int start, int end) {
      return block.compare(next, id, start, end) < 0;
    }
  }

  private final PriorityQueue<Open> open = new PriorityQueue<>();
  private final Deque<Open> spare = new ArrayDeque<>();

  /** Blocks that are open now. */
  int size() {
    return open.size();
  }

  /**
   * Opens a block, after it has passed all postings of documents before the block's first one.
   *
   * @param bytes the id of that document is in there, at {@code [start, end)}
   * @param removed whether its postings are to be taken away
   * @param reader puts the postings into the columns that it is given
   */
  void add(
      byte[] bytes,
      int start,
      int end,
      boolean removed,
      Consumer<PostingColumns> reader,
      Receiver receiver)
      throws IOException, InterruptedException {
    drain(candidate -> candidate.isBefore(bytes, start, end), receiver);
    Open added = spare.isEmpty() ? new Open() : spare.pop();
    added.next = 0;
    added.removed = removed;
    reader.accept(added.block);
    open.add(added);
  }

  /** Passes all postings that are left. */
  void drain(Receiver receiver) throws IOException, InterruptedException {
    drain(candidate -> true, receiver);
  }

  private void drain(Predicate<Open> wanted, Receiver receiver)
      throws IOException, InterruptedException {
    while (!open.isEmpty() && wanted.test(open.peek())) {
      Open least = open.poll();
      do {
        receiver.accept(least.block, least.next++, least.removed);
      } while (least.next < least.block.size()
          && wanted.test(least)
          && (open.isEmpty() || least.compareTo(open.peek()) <= 0));
      putBack(least);
    }
  }

  private void putBack(Open drained) {
    if (drained.next < drained.block.size()) {
      open.add(drained);
    } else {
      spare.push(drained);
    }
  }
}
