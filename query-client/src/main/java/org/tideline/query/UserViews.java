package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/** The views of users: both layers in parallel, added as each view adds. */
final class UserViews {
  private final AsyncConnection async;
  private final TableNames names;
  private final Views views;

  UserViews(AsyncConnection async, TableNames names, Views views) {
    this.async = async;
    this.names = names;
    this.views = views;
  }

  /**
   * The view of that name.
   *
   * @throws IllegalArgumentException if it is not kept, naming those that are
   */
  EncodedView named(String name) {
    return views
        .named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "view \"%s\" is not kept; kept are: %s; tideline.views names them"
                        .formatted(name, views.names())));
  }

  /** What the cells of a row of a realtime table come to, of those that count. */
  static BytesRef sum(EncodedView view, Snapshot snapshot, long periodStart, Result row) {
    BytesRef[] sum = {view.zero()};
    ViewRow.forEach(
        row,
        (segment, cell) -> {
          if (snapshot.counts(segment.partition(), periodStart)) {
            sum[0] = ViewRow.plus(view, sum[0], cell);
          }
        });
    return sum[0];
  }

  CompletableFuture<List<ViewAnswer>> of(Snapshot snapshot, EncodedView view, List<BytesRef> keys) {
    List<byte[]> rows = keys.stream().map(key -> ViewRow.row(view.name(), key)).toList();
    int generation = snapshot.serving().generation();
    CompletableFuture<List<BytesRef>> batch =
        generation == 0
            ? CompletableFuture.completedFuture(keys.stream().map(key -> view.zero()).toList())
            : get(names.views(generation), rows.stream().map(ViewRow::get).toList())
                .thenApply(found -> found.stream().map(row -> ViewRow.value(row, view)).toList());
    CompletableFuture<List<BytesRef>> added = CompletableFuture.completedFuture(List.of());
    for (Map.Entry<Long, TableName> period : snapshot.realtime().entrySet()) {
      List<Get> gets =
          rows.stream().map(row -> ViewRow.realtimeGet(row, snapshot.serving().cut())).toList();
      CompletableFuture<List<BytesRef>> ofPeriod =
          get(period.getValue(), gets)
              .thenApply(
                  found ->
                      found.stream()
                          .map(row -> sum(view, snapshot, period.getKey(), row))
                          .toList());
      added = added.thenCombine(ofPeriod, (before, more) -> plus(view, before, more));
    }
    Reading reading = Reading.of(snapshot);
    return batch.thenCombine(added, (below, since) -> answers(view, keys, below, since, reading));
  }

  private static List<BytesRef> plus(EncodedView view, List<BytesRef> before, List<BytesRef> more) {
    List<BytesRef> sums = new ArrayList<>(more.size());
    for (int i = 0; i < more.size(); i++) {
      sums.add(before.isEmpty() ? more.get(i) : view.plus(before.get(i), more.get(i)));
    }
    return sums;
  }

  private static List<ViewAnswer> answers(
      EncodedView view,
      List<BytesRef> keys,
      List<BytesRef> batch,
      List<BytesRef> realtime,
      Reading reading) {
    List<ViewAnswer> answers = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      BytesRef below = batch.get(i);
      BytesRef since = realtime.isEmpty() ? view.zero() : realtime.get(i);
      BytesRef total = view.plus(below, since);
      answers.add(
          new ViewAnswer(
              view.name(),
              view.printedKey(keys.get(i)),
              view.printedValue(below),
              view.printedValue(since),
              view.printedValue(total),
              view.isZero(total),
              reading));
    }
    return answers;
  }

  private CompletableFuture<List<Result>> get(TableName table, List<Get> gets) {
    return async.getTable(table).getAll(gets);
  }

  /**
   * The greatest rows of an export, by one pass over it.
   *
   * @throws IllegalArgumentException if the view does not order its values
   */
  static ViewTopAnswer top(EncodedView view, int n, ViewExport export) throws IOException {
    ToLongFunction<BytesRef> weight = requireWeight(view);
    record Weighed(ViewExport.Pair pair, long weight) {}
    Comparator<Weighed> leastFirst =
        Comparator.comparingLong(Weighed::weight)
            .thenComparing(row -> row.pair().key(), Comparator.reverseOrder());
    PriorityQueue<Weighed> greatest = new PriorityQueue<>(leastFirst);
    for (Optional<ViewExport.Pair> pair = export.nextPair();
        pair.isPresent();
        pair = export.nextPair()) {
      greatest.add(new Weighed(pair.get(), weight.applyAsLong(pair.get().value())));
      if (greatest.size() > n) {
        greatest.remove();
      }
    }
    List<ViewTopAnswer.Row> rows =
        greatest.stream()
            .sorted(leastFirst.reversed())
            .map(
                row ->
                    new ViewTopAnswer.Row(
                        view.printedKey(row.pair().key()),
                        view.printedValue(row.pair().value()),
                        row.weight()))
            .toList();
    return new ViewTopAnswer(view.name(), rows, export.rowsRead(), export.reading());
  }

  static ToLongFunction<BytesRef> requireWeight(EncodedView view) {
    return view.weight()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "view \"%s\" does not order its values, so that none is the greatest; export view %s lists them"
                        .formatted(view.name(), view.name())));
  }
}
