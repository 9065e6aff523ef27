package org.tideline.batch.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;
import org.tideline.views.posting.Inversion;

/**
 * Documents turned round, in any order, until their postings are drained in the order of terms and
 * documents. Postings lie one behind the other in a log, each with the way back to the one before
 * of the same term, so that a posting costs a few bytes and no object. Not safe for use by several
 * threads.
 */
final class PostingsBuffer {
  /** Receives a block; term and block are only valid during the call. */
  @FunctionalInterface
  interface Receiver {
    void accept(BytesRef term, PostingColumns block);
  }

  /** Of an inversion and its postings, for every character: more than any text was seen to take. */
  private static final int MOST_BYTES_OF_CHARACTER = 40;

  private static final int BYTES_OF_TERM = 3 * Integer.BYTES;
  private static final int BYTES_OF_DOCUMENT = 5 * Integer.BYTES + Long.BYTES;

  private final TermTable terms = new TermTable();
  private final Inversion inversion;
  private final PostingsLog log = new PostingsLog();
  private final DrainOrder order = new DrainOrder();
  private final PostingColumns block = new PostingColumns();

  /** Per number of a term: its postings, and the last of them. */
  private int[] frequencies = new int[128];

  private int[] lastEntries = new int[128];
  private int[] lastDocuments = new int[128];

  /** Per document, in the order of their coming. */
  private int[] lengths = new int[128];

  private int[] idEnds = new int[129];
  private byte[] ids = new byte[1 << 10];
  private int documents;

  PostingsBuffer(TermAnalyzer analyzer) {
    inversion = new Inversion(analyzer, terms);
  }

  /** About how many bytes of heap a text may take while it is added. */
  static long mostHeapBytes(String text) {
    return (long) MOST_BYTES_OF_CHARACTER * text.length();
  }

  /** About how many bytes of heap the postings take, and will take while they are drained. */
  long heapBytes() {
    // Of terms and ids there will be a sorted copy.
    return log.heapBytes()
        + inversion.heapBytes()
        + 2 * terms.heapBytes()
        + (long) BYTES_OF_TERM * terms.size()
        + (long) BYTES_OF_DOCUMENT * documents
        + 2L * idEnds[documents];
  }

  boolean isEmpty() {
    return documents == 0;
  }

  /** Adds a document. */
  void add(String id, String text) {
    inversion.invert(text);
    addDocument(id.getBytes(StandardCharsets.UTF_8));
    if (terms.size() > frequencies.length) {
      frequencies = ArrayUtil.grow(frequencies, terms.size());
      lastEntries = ArrayUtil.growExact(lastEntries, frequencies.length);
      lastDocuments = ArrayUtil.growExact(lastDocuments, frequencies.length);
    }
    int document = documents - 1;
    for (int index = 0; index < inversion.size(); index++) {
      int number = inversion.number(index);
      boolean first = frequencies[number] == 0;
      lastEntries[number] =
          log.append(
              first ? log.size() : lastEntries[number],
              first ? 0 : document - lastDocuments[number],
              inversion.positions(),
              inversion.start(index),
              inversion.end(index));
      lastDocuments[number] = document;
      frequencies[number]++;
    }
  }

  private void addDocument(byte[] id) {
    int idEnd = idEnds[documents] + id.length;
    ids = ArrayUtil.grow(ids, idEnd);
    System.arraycopy(id, 0, ids, idEnds[documents], id.length);
    lengths = ArrayUtil.grow(lengths, documents + 1);
    lengths[documents] = inversion.length();
    documents++;
    idEnds = ArrayUtil.grow(idEnds, documents + 1);
    idEnds[documents] = idEnd;
  }

  /**
   * Passes all postings in blocks, by term and then by document, and forgets them. Blocks end as
   * those that are stored do, counted from the first posting here.
   */
  void drain(Receiver receiver) {
    order.sort(terms, ids, idEnds, documents);
    BytesRef term = new BytesRef();
    for (int place = 0; place < terms.size(); place++) {
      int number = order.term(place, term);
      if (frequencies[number] > 0) {
        drain(term, number, receiver);
      }
    }
    clear();
  }

  private void drain(BytesRef term, int number, Receiver receiver) {
    long[] postings = order.room(frequencies[number]);
    collect(number, postings);
    BytesRef id = new BytesRef();
    for (int i = 0; i < frequencies[number]; i++) {
      int document = order.document(DrainOrder.rank(postings[i]), id);
      int frequency = log.readPositions(DrainOrder.entry(postings[i]));
      block.add(id, lengths[document], log.positions(), 0, frequency);
      if (block.isFull()) {
        receiver.accept(term, block);
        block.clear();
      }
    }
    if (block.size() > 0) {
      receiver.accept(term, block);
      block.clear();
    }
  }

  /** Walks back through the postings of a term, and sorts them by document. */
  private void collect(int number, long[] postings) {
    int entry = lastEntries[number];
    int document = lastDocuments[number];
    boolean sorted = true;
    long next = Long.MAX_VALUE;
    for (int i = frequencies[number] - 1; i >= 0; i--) {
      int back = log.readBack(entry);
      int gap = log.readGap();
      long posting = order.posting(document, log.next());
      sorted &= posting < next;
      next = posting;
      postings[i] = posting;
      entry -= back;
      document -= gap;
    }
    if (!sorted) {
      Arrays.sort(postings, 0, frequencies[number]);
    }
  }

  private void clear() {
    Arrays.fill(frequencies, 0, Math.min(terms.size(), frequencies.length), 0);
    terms.clear();
    inversion.clear();
    log.clear();
    order.clear();
    documents = 0;
  }
}
