package org.tideline.batch.words;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.base.BaseCells;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * The rows of the base's words, put together from the files of both column families, and what they
 * come to so far. Windows are read only where they are asked for. Not safe for use by several
 * threads.
 */
final class BaseWords implements Closeable {
  private final BaseCells counts;
  private final BaseCells windows;
  private long rows;
  private long rowsWithWindows;
  private long documents;
  private WordCount all = WordCount.ZERO;

  private BaseWords(BaseCells counts, BaseCells windows) {
    this.counts = counts;
    this.windows = windows;
  }

  /** Those of the reducer that {@code task} is. */
  static BaseWords of(TaskAttemptContext task) throws IOException {
    return new BaseWords(
        BaseCells.of(task, BatchWordColumns.FAMILY), BaseCells.of(task, BatchWindowColumns.FAMILY));
  }

  /**
   * A row.
   *
   * @param counts its cells of counts, none for all documents
   * @param windows its cells of windows
   */
  record Row(byte[] term, WordCount count, List<Cell> counts, List<Cell> windows) {
    boolean isOfAllDocuments() {
      return AllDocuments.is(new BytesRef(term));
    }

    WindowTotals minutes() {
      return windows(WindowSize.MINUTE);
    }

    private WindowTotals windows(WindowSize size) {
      return BatchWindowColumns.windows(Result.create(windows), size);
    }
  }

  /** Whether there is a row that was not taken yet. */
  boolean hasCurrent() {
    return counts.hasCurrent() || windows.hasCurrent();
  }

  /** Where that row stands beside {@code row}. */
  int compareRow(ImmutableBytesWritable row) {
    if (!counts.hasCurrent()) {
      return windows.compareRow(row);
    }
    return windows.hasCurrent()
        ? Math.min(counts.compareRow(row), windows.compareRow(row))
        : counts.compareRow(row);
  }

  /** That row; goes behind it. */
  Row take() throws IOException {
    ImmutableBytesWritable term = new ImmutableBytesWritable(new byte[0]);
    for (BaseCells cells : List.of(counts, windows)) {
      if (cells.hasCurrent() && (term.getLength() == 0 || cells.compareRow(term) < 0)) {
        KeyValue first = cells.current();
        term.set(CellUtil.cloneRow(first));
      }
    }
    List<Cell> ofCounts = take(counts, term);
    List<Cell> ofWindows = take(windows, term);
    Row row =
        new Row(term.get(), BatchWordColumns.count(Result.create(ofCounts)), ofCounts, ofWindows);
    note(row);
    return row;
  }

  private static List<Cell> take(BaseCells cells, ImmutableBytesWritable term) throws IOException {
    return cells.hasCurrent() && cells.compareRow(term) == 0 ? cells.row() : List.of();
  }

  private void note(Row row) {
    if (row.isOfAllDocuments()) {
      documents += row.windows(WindowSize.DAY).total().documents();
      return;
    }
    rows += row.counts().isEmpty() ? 0 : 1;
    rowsWithWindows += row.windows().isEmpty() ? 0 : 1;
    all = all.plus(row.count());
  }

  /** Rows of terms that were taken and have counts. */
  long rows() {
    return rows;
  }

  /** Rows of terms that were taken and have windows. */
  long rowsWithWindows() {
    return rowsWithWindows;
  }

  /** Documents in the windows of all documents. */
  long documents() {
    return documents;
  }

  /** The sum over the rows of terms that were taken. */
  WordCount all() {
    return all;
  }

  @Override
  public void close() throws IOException {
    counts.close();
    windows.close();
  }
}
