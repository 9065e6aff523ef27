package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.WindowKey;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/** Passes windows as pairs. Not safe for use by several threads. */
final class WindowPairs {
  private static final Side[] OF_BASE = {Side.BASE, Side.MERGED};
  private static final Side[] OF_GENERATION = {Side.GENERATION};
  private static final Side[] OF_ALL = {Side.BASE, Side.MERGED, Side.GENERATION};

  private final PairSink sink;
  private final BytesRefBuilder key = new BytesRefBuilder();
  private final WindowEntries base = new WindowEntries();
  private final WindowEntries generation = new WindowEntries();
  private final long[] values = new long[2];
  private int rowLength;

  WindowPairs(PairSink sink) {
    this.sink = sink;
  }

  /** The windows of a row that only the base has. */
  void passBase(Result row) throws IOException, InterruptedException {
    passRow(row, OF_BASE);
  }

  /** The windows of a row that only the generation has. */
  void passGeneration(Result row) throws IOException, InterruptedException {
    passRow(row, OF_GENERATION);
  }

  private void passRow(Result row, Side... sides) throws IOException, InterruptedException {
    begin(row);
    for (WindowSize size : WindowSize.values()) {
      Optional<Cell> cell = BatchWindowColumns.cell(row, size);
      if (cell.isPresent()) {
        pass(cell.get(), size, sides);
      }
    }
  }

  /** The windows of a row that both have; those that are equal are passed once. */
  void pass(Result ofBase, Result ofGeneration) throws IOException, InterruptedException {
    begin(ofBase);
    for (WindowSize size : WindowSize.values()) {
      Optional<Cell> before = BatchWindowColumns.cell(ofBase, size);
      Optional<Cell> now = BatchWindowColumns.cell(ofGeneration, size);
      if (before.isPresent() && now.isPresent()) {
        pass(before.get(), now.get(), size);
      } else if (before.isPresent()) {
        pass(before.get(), size, OF_BASE);
      } else if (now.isPresent()) {
        pass(now.get(), size, OF_GENERATION);
      }
    }
  }

  private void pass(Cell before, Cell now, WindowSize size)
      throws IOException, InterruptedException {
    if (CellUtil.matchingValue(before, now)) {
      pass(now, size, OF_ALL);
      return;
    }
    base.read(before);
    generation.read(now);
    int left = 0;
    int right = 0;
    while (left < base.size() || right < generation.size()) {
      int order =
          left == base.size()
              ? 1
              : right == generation.size()
                  ? -1
                  : Long.compare(base.first(left), generation.first(right));
      if (order == 0 && agree(left, right)) {
        pass(base, left++, size, OF_ALL);
        right++;
        continue;
      }
      if (order <= 0) {
        pass(base, left++, size, OF_BASE);
      }
      if (order >= 0) {
        pass(generation, right++, size, OF_GENERATION);
      }
    }
  }

  private boolean agree(int left, int right) {
    return base.occurrences(left) == generation.occurrences(right)
        && base.documents(left) == generation.documents(right);
  }

  /** What the cells of a realtime row come to. */
  void passRealtime(Result row, WindowTotals minutes, WindowCalendar calendar)
      throws IOException, InterruptedException {
    begin(row);
    for (WindowSize size : WindowSize.values()) {
      base.take(minutes.coarse(size, calendar));
      passAll(base, size, Side.REALTIME, Side.MERGED);
    }
  }

  private void begin(Result row) {
    BytesRef term = Rows.key(row);
    rowLength = term.length;
    key.copyBytes(term);
  }

  private void pass(Cell cell, WindowSize size, Side... sides)
      throws IOException, InterruptedException {
    generation.read(cell);
    passAll(generation, size, sides);
  }

  private void passAll(WindowEntries entries, WindowSize size, Side... sides)
      throws IOException, InterruptedException {
    for (int i = 0; i < entries.size(); i++) {
      pass(entries, i, size, sides);
    }
  }

  private void pass(WindowEntries entries, int index, WindowSize size, Side... sides)
      throws IOException, InterruptedException {
    values[0] = entries.occurrences(index);
    values[1] = entries.documents(index);
    sink.accept(WindowKey.of(key, rowLength, size, entries.first(index)), values, sides);
  }
}
