package org.tideline.batch.certify;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/**
 * The views of users. Their values are of any group, so that checksums are of the bytes of whole
 * values and no sums: base and realtime are merged row by row, as a reader does.
 */
final class StoredViews implements StoredView {
  private static final String ROWS = "rows";

  private enum Pairs implements ComparedView {
    VIEWS;

    @Override
    public String key() {
      return BatchTable.VIEWS.key();
    }

    @Override
    public List<String> components() {
      return List.of("keys", "value");
    }

    @Override
    public String printed(BytesRef key) {
      BytesRef ofView = ViewRow.key(key);
      return "%s %s"
          .formatted(
              ViewRow.view(key), Bytes.toStringBinary(ofView.bytes, ofView.offset, ofView.length));
    }

    @Override
    public void recount(
        DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides) {
      throw new IllegalStateException("values of views are no sums of numbers: ViewRecount adds");
    }
  }

  /** What stands for a value; nothing for zero. */
  static long[] values(EncodedView view, BytesRef value) {
    return view.isZero(value)
        ? new long[] {0, 0}
        : new long[] {1, StableHash.of(value.bytes, value.offset, value.length) >>> 3};
  }

  @Override
  public ComparedView view() {
    return Pairs.VIEWS;
  }

  @Override
  public boolean isKept(Compared compared) {
    return compared.layer().epochSettings().views().keepsAny();
  }

  @Override
  public String printed(BytesRef key, Compared compared) {
    return compared
        .layer()
        .epochSettings()
        .views()
        .load()
        .named(ViewRow.view(key))
        .flatMap(view -> printed(view, key))
        .orElseGet(() -> view().printed(key));
  }

  private static Optional<String> printed(EncodedView view, BytesRef row) {
    try {
      return Optional.of("%s %s".formatted(view.name(), view.printedKey(ViewRow.key(row))));
    } catch (RuntimeException e) {
      // No key of the view: a row that is wrong has to be named all the same.
      return Optional.empty();
    }
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return StoredWords.ranges(compared, BatchTable.VIEWS);
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) {
    return Rows.slices(this, ROWS, ranges);
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    Views views = compared.layer().epochSettings().views().load();
    Connection connection = compared.layer().connection();
    try (Rows generation = open(connection, compared.ofGeneration(BatchTable.VIEWS), slice)) {
      while (generation.peek().isPresent()) {
        Result row = generation.take();
        Optional<EncodedView> view = views.named(ViewRow.view(Rows.key(row)));
        if (view.isPresent()) {
          BytesRef value = ViewRow.value(row.rawCells()[0]);
          sink.accept(Rows.key(row), values(view.get(), value), Side.GENERATION);
        } else {
          // Of no view that is kept: on no other side, so that it is named.
          sink.accept(Rows.key(row), new long[] {1, 1}, Side.GENERATION);
        }
      }
    }
    List<Rows> opened = new ArrayList<>();
    try {
      if (compared.hasBase()) {
        opened.add(open(connection, compared.ofBase(BatchTable.VIEWS), slice));
      }
      int ofBase = opened.size();
      for (TableName table : compared.realtime()) {
        opened.add(openRealtime(compared, table, slice));
      }
      merge(opened, ofBase, views, sink);
    } finally {
      for (Rows rows : opened) {
        rows.close();
      }
    }
  }

  private static Rows open(Connection connection, TableName table, Slice slice) throws IOException {
    return Rows.open(connection, table, ViewRow.scanAll(), slice.from(), slice.to());
  }

  private static Rows openRealtime(Compared compared, TableName table, Slice slice)
      throws IOException {
    return Rows.open(
        compared.layer().connection(),
        table,
        ViewRow.realtimeScanAll(compared.baseCut(), compared.manifest().cut()),
        ViewRow.realtimeRow(slice.from()),
        slice.to().length == 0 ? ViewRow.realtimeEnd() : ViewRow.realtimeRow(slice.to()));
  }

  /** Goes through all tables by the rows that a generation has, the first {@code ofBase} such. */
  private static void merge(List<Rows> tables, int ofBase, Views views, PairSink sink)
      throws IOException, InterruptedException {
    for (Optional<BytesRef> least = least(tables, ofBase);
        least.isPresent();
        least = least(tables, ofBase)) {
      BytesRef row = BytesRef.deepCopyOf(least.get());
      Optional<EncodedView> view = views.named(ViewRow.view(row));
      Optional<BytesRef> sum = view.map(EncodedView::zero);
      for (int i = 0; i < tables.size(); i++) {
        Optional<Result> next = tables.get(i).peek();
        if (next.isEmpty() || !key(next.get(), i < ofBase).equals(row)) {
          continue;
        }
        Result taken = tables.get(i).take();
        if (view.isEmpty()) {
          continue;
        }
        BytesRef added = sum(view.get(), taken);
        if (i < ofBase) {
          sink.accept(row, values(view.get(), added), Side.BASE);
        }
        sum = Optional.of(view.get().plus(sum.get(), added));
      }
      if (view.isPresent()) {
        sink.accept(row, values(view.get(), sum.get()), Side.MERGED);
      }
    }
  }

  private static BytesRef sum(EncodedView view, Result row) {
    BytesRef sum = view.zero();
    for (var cell : row.rawCells()) {
      sum = ViewRow.plus(view, sum, cell);
    }
    return sum;
  }

  private static Optional<BytesRef> least(List<Rows> tables, int ofBase) {
    Optional<BytesRef> least = Optional.empty();
    for (int i = 0; i < tables.size(); i++) {
      Optional<Result> next = tables.get(i).peek();
      if (next.isPresent()) {
        BytesRef key = key(next.get(), i < ofBase);
        if (least.isEmpty() || key.compareTo(least.get()) < 0) {
          least = Optional.of(key);
        }
      }
    }
    return least;
  }

  private static BytesRef key(Result row, boolean ofBase) {
    return ofBase ? Rows.key(row) : ViewRow.batchRow(Rows.key(row));
  }
}
