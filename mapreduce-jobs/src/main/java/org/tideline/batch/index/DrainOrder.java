package org.tideline.batch.index;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IntroSorter;
import org.tideline.views.analysis.TermTable;

/**
 * In which order a buffer is drained: its terms, its documents, and the postings of a term, all by
 * bytes. A posting is a long, {@code rank of the document(32) | place of its positions(32)}, so
 * that to sort postings is to sort numbers.
 */
final class DrainOrder {
  private final Sorted terms = new Sorted();
  private final Sorted documents = new Sorted();
  private int[] ranks = new int[128];
  private long[] postings = new long[128];

  /** Sorts terms and documents. */
  void sort(TermTable table, byte[] ids, int[] idEnds, int documentCount) {
    BytesRef term = new BytesRef();
    terms.begin(table.size());
    for (int number = 0; number < table.size(); number++) {
      table.read(number, term);
      terms.add(term.bytes, term.offset, term.length);
    }
    terms.sort();
    documents.begin(documentCount);
    for (int document = 0; document < documentCount; document++) {
      documents.add(ids, idEnds[document], idEnds[document + 1] - idEnds[document]);
    }
    documents.sort();
    ranks = ArrayUtil.growNoCopy(ranks, documentCount);
    for (int rank = 0; rank < documentCount; rank++) {
      ranks[documents.order[rank]] = rank;
    }
  }

  /** Points {@code term} to the term at a place of the order; gives its number. */
  int term(int place, BytesRef term) {
    return terms.read(place, term);
  }

  /** Points {@code id} to the id of the document with that rank; gives the document. */
  int document(int rank, BytesRef id) {
    return documents.read(rank, id);
  }

  /** Room for so many postings. */
  long[] room(int count) {
    postings = ArrayUtil.growNoCopy(postings, count);
    return postings;
  }

  long posting(int document, int entry) {
    return (long) ranks[document] << Integer.SIZE | entry;
  }

  static int rank(long posting) {
    return (int) (posting >>> Integer.SIZE);
  }

  static int entry(long posting) {
    return (int) posting;
  }

  /** Forgets the order, and gives back the room of terms and ids. */
  void clear() {
    terms.clear();
    documents.clear();
  }

  /** Byte strings, one behind the other, and the order of their numbers. */
  private static final class Sorted {
    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[1];
    private int[] order = new int[0];
    private int size;

    private void begin(int count) {
      size = 0;
      ends = new int[count + 1];
      order = new int[count];
    }

    private void add(byte[] from, int start, int length) {
      int end = ends[size] + length;
      bytes = ArrayUtil.grow(bytes, end);
      System.arraycopy(from, start, bytes, ends[size], length);
      order[size] = size;
      ends[++size] = end;
    }

    private int read(int place, BytesRef into) {
      int number = order[place];
      into.bytes = bytes;
      into.offset = ends[number];
      into.length = ends[number + 1] - ends[number];
      return number;
    }

    private void sort() {
      new IntroSorter() {
        private int pivot;

        @Override
        protected void setPivot(int i) {
          pivot = order[i];
        }

        @Override
        protected int comparePivot(int j) {
          return compareNumbers(pivot, order[j]);
        }

        @Override
        protected int compare(int i, int j) {
          return compareNumbers(order[i], order[j]);
        }

        @Override
        protected void swap(int i, int j) {
          int moved = order[i];
          order[i] = order[j];
          order[j] = moved;
        }
      }.sort(0, size);
    }

    private int compareNumbers(int one, int other) {
      return Arrays.compareUnsigned(
          bytes, ends[one], ends[one + 1], bytes, ends[other], ends[other + 1]);
    }

    private void clear() {
      begin(0);
      bytes = new byte[1 << 10];
    }
  }
}
