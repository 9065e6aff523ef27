package org.tideline.speed.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.view.ViewRow;
import org.tideline.schema.window.LateRow;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.speed.store.Haste;
import org.tideline.speed.store.Store;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Segment;
import org.tideline.views.window.AllDocuments;

/** Writes what flushes hold, and after it the progress that they claim. */
public final class FlushWriter {
  private final Store store;
  private final TableNames names;
  private final int epoch;
  private final int lateRecords;
  private final RealtimeTables realtime;

  /** Of what repeats live blocks. */
  private final Haste beside;

  /**
   * Writes through {@code store}, which stays the caller's.
   *
   * @param realtimePeriod milliseconds of ingest time in one realtime table
   * @param settle milliseconds from one settled flush of a partition to the next, about
   * @param lateRecords that are kept of each partition
   */
  public FlushWriter(
      Store store, TableNames names, int epoch, long realtimePeriod, long settle, int lateRecords) {
    this.store = store;
    this.beside = Haste.within(Duration.ofMillis(settle / 2));
    this.names = names;
    this.epoch = epoch;
    this.lateRecords = lateRecords;
    this.realtime = new RealtimeTables(store, names, epoch, realtimePeriod);
  }

  /**
   * Begins to write cells, versions, outcomes, views of users and what is kept by event time;
   * complete when all are acknowledged.
   */
  public CompletableFuture<Void> writeContent(Flush flush) {
    List<Put> versions = flush.versions().stream().map(DocumentRow::put).toList();
    int partition = flush.segment().partition();
    List<Put> outcomes =
        flush.outcomes().stream().map(outcome -> OutcomeRow.put(partition, outcome)).toList();
    return CompletableFuture.allOf(
        store.put(names.documents(epoch), versions),
        store.put(names.outcomes(epoch), outcomes),
        writeBesideTerms(flush),
        writeTerms(flush));
  }

  private CompletableFuture<Void> writeBesideTerms(Flush flush) {
    int partition = flush.segment().partition();
    List<Put> late =
        flush.byEventTime().late().stream()
            .map(record -> LateRow.put(partition, lateRecords, record))
            .toList();
    List<Put> realtimeRows =
        new ArrayList<>(flush.byEventTime().timeline().stream().map(TimelineRow::put).toList());
    flush
        .byEventTime()
        .documents()
        .map(
            total ->
                RealtimeWordCell.put(flush.segment(), flush.stamp(), AllDocuments.row(), total))
        .ifPresent(realtimeRows::add);
    flush.views().stream()
        .map(total -> ViewRow.put(flush.segment(), flush.stamp(), total))
        .forEach(realtimeRows::add);
    if (realtimeRows.isEmpty()) {
      return store.put(names.late(epoch), late);
    }
    long bucketStart = flush.segment().bucketStart();
    return CompletableFuture.allOf(
        store.put(names.late(epoch), late),
        realtime
            .ready(bucketStart)
            .thenCompose(made -> store.put(realtime.name(bucketStart), realtimeRows)));
  }

  private CompletableFuture<Void> writeTerms(Flush flush) {
    if (flush.terms().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    long bucketStart = flush.segment().bucketStart();
    TableName table = realtime.name(bucketStart);
    return realtime
        .ready(bucketStart)
        .thenCompose(
            made ->
                switch (flush.tier()) {
                  case LIVE ->
                      store.put(table, LiveShard.of(flush), shard -> shard.put(flush), Haste.SOON);
                  case SETTLED -> writeRows(table, flush);
                });
  }

  private CompletableFuture<Void> writeRows(TableName table, Flush flush) {
    byte[] words = RealtimeWordCell.qualifier(flush.segment());
    byte[] postings =
        RealtimePostingsCell.qualifier(flush.segment(), flush.postingSpan().orElseThrow());
    return store.put(
        table,
        flush.terms(),
        cells -> row(words, postings, flush.stamp(), cells),
        flush.repeatsBlocks() ? beside : Haste.SOON);
  }

  /** In one put, so that a reader of the row has both or neither. */
  private static Put row(byte[] words, byte[] postings, long stamp, Flush.TermCells cells) {
    Put put = new Put(cells.term());
    cells.total().ifPresent(total -> RealtimeWordCell.addTo(put, words, stamp, total));
    RealtimePostingsCell.addTo(put, postings, stamp, cells.postings());
    return put;
  }

  /** Writes frontier and settled position of a flush, and its checkpoint if any, in one row. */
  public CompletableFuture<Void> writeProgress(Flush flush) {
    return store.put(names.progress(), ProgressRow.put(epoch, flush));
  }

  /**
   * Removes the pieces whose entries the folds of a flush repeat; to be called once the folds are
   * acknowledged. It may come at any later time, twice, or never: until then a reader has entries
   * twice, of which the one with the greatest position tells. It therefore follows the checkpoint
   * and holds up no frontier before the next folds, which wait for it. A crash before or in the
   * middle of it leaves pieces until their table is dropped: the successor does not know them, and
   * none of its own bear the same name with another content. A crash before the checkpoint lets the
   * successor write the segment once more; a late delete may then hide a piece of the successor,
   * whose entries are in the fold that the delete followed.
   */
  public CompletableFuture<Void> deleteFoldedPieces(Flush flush) {
    List<Flush.TermCells> folded =
        flush.terms().stream().filter(cells -> !cells.postings().pieces().isEmpty()).toList();
    return store.delete(
        realtime.name(flush.segment().bucketStart()),
        folded,
        cells ->
            RealtimePostingsCell.delete(cells.term(), flush.segment(), cells.postings().pieces()),
        flush.repeatsBlocks() ? beside : Haste.SOON);
  }

  /**
   * Removes the live blocks of the segment's partition that end at {@code stamp} or before; to be
   * called when that was settled so long ago that no query is under way which does not know. It may
   * come late, twice, or never; what a dead bolt left goes with what its successor wrote, or with
   * the table.
   */
  public CompletableFuture<Void> deleteLiveBlocks(Segment segment, long stamp) {
    return store.delete(
        realtime.name(segment.bucketStart()),
        IntStream.range(0, LiveRow.SHARDS).boxed().toList(),
        shard -> LiveRow.delete(shard, segment.partition(), stamp),
        beside);
  }
}
