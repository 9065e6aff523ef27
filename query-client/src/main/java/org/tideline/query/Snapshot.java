package org.tideline.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.search.CollectionStatistics;

/**
 * Everything that must be known before data are read, read together.
 *
 * @param settled per partition that has a frontier, how far the rows of terms have everything; read
 *     together with the frontier
 * @param realtime the tables that may hold cells at or after the cut, by the start of their period
 * @param readAt {@link System#nanoTime} before the first of it was read
 * @param stale why a frontier is older than it should be, if one is
 */
record Snapshot(
    Serving serving,
    Epoch epoch,
    Map<Integer, Frontier> frontiers,
    Map<Integer, Settled> settled,
    Map<Integer, Stop> stops,
    SortedMap<Long, TableName> realtime,
    long readAt,
    Optional<String> stale) {

  /** One whose frontiers are young enough. */
  Snapshot(
      Serving serving,
      Epoch epoch,
      Map<Integer, Frontier> frontiers,
      Map<Integer, Settled> settled,
      Map<Integer, Stop> stops,
      SortedMap<Long, TableName> realtime,
      long readAt) {
    this(serving, epoch, frontiers, settled, stops, realtime, readAt, Optional.empty());
  }

  /**
   * What a row of the realtime table of a period adds. Tables are not read at one moment: a cell of
   * a later period may be seen without those before it, that were not yet written when the earlier
   * table was read. Only a partition known to have entered the period has all of them written.
   */
  WordCount sum(Result row, long periodStart) {
    boolean first = periodStart <= serving.cut().ingestTime();
    return first
            || epoch.startPositions().keySet().stream().allMatch(at -> entered(at, periodStart))
        ? RealtimeWordCell.sum(row)
        : RealtimeWordCell.sum(row, partition -> counts(partition, periodStart));
  }

  /** The live blocks in the table of a period that hold what its rows may not have. */
  LiveRange live(long periodStart) {
    Map<Integer, Long> fromStamps = new TreeMap<>();
    settled.forEach(
        (partition, done) -> {
          boolean rowsHaveAll = done.position() >= frontiers.get(partition).position();
          if (!rowsHaveAll && !settledBeyond(done, periodStart) && counts(partition, periodStart)) {
            fromStamps.put(partition, Math.max(done.stamp(), serving.cut().stamp()));
          }
        });
    return new LiveRange(fromStamps);
  }

  /** Whether a later period has the first bucket that is not settled. */
  private boolean settledBeyond(Settled done, long periodStart) {
    return !realtime
        .subMap(periodStart + 1, Math.max(periodStart, done.ingestTime()) + 1)
        .isEmpty();
  }

  /** Whether the cells of a partition in the table of a period are to be taken; as above. */
  boolean counts(int partition, long periodStart) {
    return periodStart <= serving.cut().ingestTime() || entered(partition, periodStart);
  }

  /** The entries of postings in a row of the realtime table of a period, by the same rule. */
  List<PostingEntry> entries(Result row, long periodStart) {
    List<PostingEntry> entries = new ArrayList<>();
    cells(row, periodStart).forEach(cell -> entries.addAll(RealtimePostingsCell.decode(cell)));
    return entries;
  }

  /** The cells of postings in it, by the same rule. */
  List<Cell> cells(Result row, long periodStart) {
    return row.isEmpty()
        ? List.of()
        : Arrays.stream(row.rawCells())
            .filter(cell -> counts(RealtimePostingsCell.segment(cell).partition(), periodStart))
            .toList();
  }

  /**
   * Why scores may be wrong: the size of the collection is known at the frontier, which is below
   * the cut while the speed layer catches up.
   */
  Optional<String> unsureScores() {
    List<Integer> behind =
        serving.cut().positions().entrySet().stream()
            .filter(
                cut ->
                    Optional.ofNullable(frontiers.get(cut.getKey()))
                        .map(Frontier::position)
                        .filter(position -> position >= cut.getValue())
                        .isEmpty())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return serving.generation() == 0 || behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "scores use a size of the collection from before the cut: the speed layer has not reached it in partition %s"
                .formatted(behind.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  /** How much text there is over both layers. */
  CollectionStatistics statistics() {
    long documents = 0;
    long occurrences = 0;
    for (Frontier frontier : frontiers.values()) {
      documents += frontier.tally().documents();
      occurrences += frontier.tally().occurrences();
    }
    return new CollectionStatistics(documents, occurrences);
  }

  private boolean entered(int partition, long periodStart) {
    Frontier frontier = frontiers.get(partition);
    return frontier != null && frontier.maxIngestTime() >= periodStart;
  }

  /**
   * Checks after an export, which is longer than a query, that none of its data were dropped.
   *
   * @param now what is served since
   */
  void requireStillWhole(Snapshot now) throws QueryException {
    long cut = serving.cut().ingestTime();
    long floor = now.serving().floor();
    if (floor > cut) {
      throw new QueryException(
          "export of generation %d: expected realtime cells from ingest time %d on, found them dropped below %d meanwhile; export again"
              .formatted(serving.generation(), cut, floor));
    }
  }

  /** Why what is read with it may be short. */
  Optional<String> partial() {
    if (serving.cut().ingestTime() < epoch.since()) {
      return Optional.of(
          "realtime views are complete from ingest time %d on, the cut is at %d"
              .formatted(epoch.since(), serving.cut().ingestTime()));
    }
    if (!stops.isEmpty()) {
      return Optional.of(
          stops.entrySet().stream()
              .map(
                  stop ->
                      "partition %d stopped (%s): %s"
                          .formatted(
                              stop.getKey(), stop.getValue().reason(), stop.getValue().detail()))
              .collect(Collectors.joining("; ")));
    }
    return stale;
  }
}
