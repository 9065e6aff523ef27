package org.tideline.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Scan;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.window.TimelineRow;
import org.tideline.views.merge.MergedTimeline;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

/**
 * Reads parts of the timeline: of every table a piece at a time, merged up to where all of the
 * pieces reach, until there are enough.
 */
final class Timelines {
  private final AsyncConnection async;
  private final TableNames names;

  Timelines(AsyncConnection async, TableNames names) {
    this.async = async;
    this.names = names;
  }

  CompletableFuture<TimelineAnswer> of(Snapshot snapshot, TimelineRequest request) {
    return new Reader(snapshot, request).read(Optional.empty(), RowsAtOnce.first(request.limit()));
  }

  /** What was read of one table: in order, and whether that is all. */
  private record Piece(List<TimelineEntry> entries, boolean whole) {}

  private final class Reader {
    private final Snapshot snapshot;
    private final TimelineRequest request;
    private final Comparator<TimelinePlace> order;
    private final List<TimelineEntry> found = new ArrayList<>();

    Reader(Snapshot snapshot, TimelineRequest request) {
      this.snapshot = snapshot;
      this.request = request;
      this.order = request.reverse() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    CompletableFuture<TimelineAnswer> read(Optional<TimelinePlace> after, RowsAtOnce atOnce) {
      long from = request.from();
      long to = request.to();
      boolean reverse = request.reverse();
      List<CompletableFuture<Piece>> pieces = new ArrayList<>();
      int generation = snapshot.serving().generation();
      pieces.add(
          generation == 0
              ? CompletableFuture.completedFuture(new Piece(List.of(), true))
              : piece(
                  names.timeline(generation), TimelineRow.scan(from, to, reverse, after), atOnce));
      for (TableName table : snapshot.realtime().values()) {
        pieces.add(
            piece(
                table,
                TimelineRow.realtimeScan(from, to, reverse, after, snapshot.serving().cut()),
                atOnce));
      }
      return CompletableFuture.allOf(pieces.toArray(CompletableFuture[]::new))
          .thenCompose(
              done -> merge(pieces.stream().map(CompletableFuture::join).toList(), atOnce));
    }

    private CompletableFuture<Piece> piece(TableName table, Scan scan, RowsAtOnce atOnce) {
      int most = atOnce.rows();
      return async
          .getTable(table)
          .scanAll(scan.setLimit(most).setCaching(most))
          .thenApply(
              rows ->
                  new Piece(
                      rows.stream().map(row -> TimelineRow.entry(row.rawCells()[0])).toList(),
                      rows.size() < most));
    }

    private CompletableFuture<TimelineAnswer> merge(List<Piece> pieces, RowsAtOnce atOnce) {
      // Beyond it a table may have places that were not read.
      Optional<TimelinePlace> horizon =
          pieces.stream()
              .filter(piece -> !piece.whole())
              .map(piece -> piece.entries().get(piece.entries().size() - 1).place())
              .min(order);
      Function<Piece, Stream<TimelineEntry>> within =
          piece ->
              piece.entries().stream()
                  .filter(
                      entry ->
                          horizon.isEmpty() || order.compare(entry.place(), horizon.get()) <= 0);
      List<TimelineEntry> realtime =
          pieces.stream()
              .skip(1)
              .flatMap(within)
              .sorted((left, right) -> order.compare(left.place(), right.place()))
              .toList();
      MergedTimeline merged =
          new MergedTimeline(
              within.apply(pieces.get(0)).iterator(), realtime.iterator(), request.reverse());
      while (merged.hasNext() && found.size() <= request.limit()) {
        found.add(merged.next());
      }
      return found.size() > request.limit() || horizon.isEmpty()
          ? CompletableFuture.completedFuture(answer())
          : read(horizon, atOnce.next());
    }

    private TimelineAnswer answer() {
      boolean more = found.size() > request.limit();
      return new TimelineAnswer(
          more ? found.subList(0, request.limit()) : found, more, Reading.of(snapshot));
    }
  }
}
