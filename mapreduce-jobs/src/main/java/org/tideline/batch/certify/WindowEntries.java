package org.tideline.batch.certify;

import org.apache.hadoop.hbase.Cell;
import org.apache.lucene.util.ArrayUtil;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.views.window.WindowTotals;

/** The windows of one size of a row as arrays; filled again and again. */
final class WindowEntries {
  private int size;
  private long[] firsts = new long[16];
  private long[] occurrences = new long[16];
  private long[] documents = new long[16];

  /** Takes those of a cell of a generation in place of what is here. */
  void read(Cell cell) {
    size = 0;
    BatchWindowColumns.forEach(cell, this::add);
  }

  /** Takes those in place of what is here. */
  void take(WindowTotals windows) {
    size = 0;
    windows.forEach(this::add);
  }

  private void add(long first, int marks, long moreOccurrences, long moreDocuments, long changes) {
    if (size == firsts.length) {
      firsts = ArrayUtil.grow(firsts);
      occurrences = ArrayUtil.growExact(occurrences, firsts.length);
      documents = ArrayUtil.growExact(documents, firsts.length);
    }
    firsts[size] = first;
    occurrences[size] = moreOccurrences;
    documents[size] = moreDocuments;
    size++;
  }

  int size() {
    return size;
  }

  /** The first minute of a window; they rise. */
  long first(int index) {
    return firsts[index];
  }

  long occurrences(int index) {
    return occurrences[index];
  }

  long documents(int index) {
    return documents[index];
  }
}
