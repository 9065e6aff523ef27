package org.tideline.batch.views;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/** What documents come to, row by row. Not safe for use by several threads. */
final class ViewSums {
  /** Of a row: what holds it and its value, without their bytes; about. */
  private static final int ROW_BYTES = 150;

  private final Views views;
  private final Map<BytesRef, BytesRef> sums = new HashMap<>();
  private long heapBytes;

  ViewSums(Views views) {
    this.views = views;
  }

  void add(DocumentVersion version) {
    for (EncodedView view : views) {
      view.pairs(version).forEach((key, value) -> add(view, key, value));
    }
  }

  void subtract(DocumentVersion version) {
    for (EncodedView view : views) {
      view.pairs(version).forEach((key, value) -> add(view, key, view.negate(value)));
    }
  }

  private void add(EncodedView view, BytesRef key, BytesRef value) {
    BytesRef row = new BytesRef(ViewRow.row(view.name(), key));
    BytesRef before = sums.get(row);
    BytesRef after = before == null ? value : view.plus(before, value);
    sums.put(row, after);
    heapBytes +=
        before == null ? ROW_BYTES + row.length + after.length : after.length - before.length;
  }

  /** Passes every row, zeros too. */
  void forEach(BiConsumer<BytesRef, BytesRef> action) {
    sums.forEach(action);
  }

  /** Passes the names of all rows. */
  void forEachRow(Consumer<byte[]> action) {
    sums.keySet().forEach(row -> action.accept(Arrays.copyOf(row.bytes, row.length)));
  }

  void clear() {
    sums.clear();
    heapBytes = 0;
  }

  /** About how many bytes of heap the rows take. */
  long heapBytes() {
    return heapBytes;
  }
}
