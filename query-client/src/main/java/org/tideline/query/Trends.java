package org.tideline.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.query.TrendAnswer.Shown;
import org.tideline.query.TrendAnswer.Subject;
import org.tideline.schema.settings.WindowSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.merge.WindowMerge;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.Watermarks;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowTotals;

/** The windows of some words, or of all documents: both layers in parallel, then merged. */
final class Trends {
  private final AsyncConnection async;
  private final TableNames names;
  private final RealtimeTerms realtime;
  private final WindowSettings settings;
  private final WindowCalendar calendar;

  Trends(AsyncConnection async, TableNames names, RealtimeTerms realtime, WindowSettings settings) {
    this.async = async;
    this.names = names;
    this.realtime = realtime;
    this.settings = settings;
    this.calendar = settings.calendar();
  }

  String zone() {
    return settings.zone();
  }

  /**
   * One answer for each row.
   *
   * @param subjects of the rows
   * @param late what changes after close do
   */
  CompletableFuture<List<TrendAnswer>> of(
      Snapshot snapshot,
      Watermarks watermarks,
      List<Optional<Subject>> subjects,
      List<byte[]> rows,
      TrendRequest request,
      LatePolicy late) {
    CompletableFuture<List<List<SegmentTotals>>> added = realtime.totals(snapshot, rows);
    int generation = snapshot.serving().generation();
    CompletableFuture<List<Result>> batch =
        generation == 0
            ? CompletableFuture.completedFuture(
                Collections.nCopies(rows.size(), Result.EMPTY_RESULT))
            : async
                .getTable(names.words(generation))
                .getAll(
                    rows.stream().map(row -> BatchWindowColumns.get(row, request.size())).toList());
    return batch.thenCombine(
        added,
        (found, totals) -> {
          List<TrendAnswer> answers = new ArrayList<>(rows.size());
          for (int i = 0; i < rows.size(); i++) {
            WindowTotals windows = BatchWindowColumns.windows(found.get(i), request.size());
            answers.add(
                new TrendAnswer(
                    subjects.get(i),
                    request.size(),
                    settings.zone(),
                    late,
                    shown(windows, totals.get(i), request, late, watermarks),
                    watermarks,
                    Reading.of(snapshot)));
          }
          return answers;
        });
  }

  private List<Shown> shown(
      WindowTotals batch,
      List<SegmentTotals> realtimePeriods,
      TrendRequest request,
      LatePolicy late,
      Watermarks watermarks) {
    WindowMerge merge =
        new WindowMerge(request.size(), calendar, late, request.from(), request.to());
    batch.forEach(
        (first, marks, occurrences, documents, changes) ->
            merge.batch(first, new WordCount(occurrences, documents)));
    realtimePeriods.forEach(period -> period.forEachWindow(merge));
    return merge.windows().stream()
        .map(window -> new Shown(window, watermarks.state(window.window())))
        .toList();
  }
}
