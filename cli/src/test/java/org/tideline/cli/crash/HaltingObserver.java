package org.tideline.cli.crash;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.coprocessor.ObserverContext;
import org.apache.hadoop.hbase.coprocessor.RegionCoprocessor;
import org.apache.hadoop.hbase.coprocessor.RegionCoprocessorEnvironment;
import org.apache.hadoop.hbase.coprocessor.RegionObserver;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.util.Pair;
import org.apache.hadoop.hbase.wal.WALEdit;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.realtime.PostingSpan;

/**
 * Loaded by the region server of the process under test: ends it at once, as {@code kill -9} would,
 * at the moment that the system property {@code halt.at} names.
 */
public final class HaltingObserver implements RegionCoprocessor, RegionObserver {
  private static final Moment AT = Moment.valueOf(System.getProperty("halt.at"));
  private static final AtomicInteger WORDS_WRITTEN = new AtomicInteger();
  private static final int HALF = 25;

  /** Progress without a checkpoint, which in a process that is live only comes of live flushes. */
  private static final AtomicLong LIVE_FRONTIERS = new AtomicLong();

  private static final byte[] CHECKPOINT = Bytes.toBytes("checkpoint");

  @Override
  public Optional<RegionObserver> getRegionObserver() {
    return Optional.of(this);
  }

  @Override
  public void prePut(ObserverContext<RegionCoprocessorEnvironment> context, Put put, WALEdit edit) {
    String table = table(context);
    if (put.getFamilyCellMap().containsKey(LiveRow.WORDS)) {
      return;
    }
    if (table.startsWith("realtime_") && LIVE_FRONTIERS.get() > 0) {
      halt(Moment.BETWEEN_LIVE_AND_SETTLE);
    }
    if (table.startsWith("realtime_") && WORDS_WRITTEN.incrementAndGet() > HALF) {
      halt(Moment.HALF_A_FLUSH);
    }
    if (table.equals("progress") && put.has(Bytes.toBytes("p"), CHECKPOINT)) {
      boolean written = WORDS_WRITTEN.get() > HALF;
      if (written) {
        halt(Moment.BETWEEN_CELLS_AND_CHECKPOINT);
      }
    }
  }

  @Override
  public void postPut(
      ObserverContext<RegionCoprocessorEnvironment> context, Put put, WALEdit edit) {
    if (table(context).equals("progress") && !put.has(Bytes.toBytes("p"), CHECKPOINT)) {
      LIVE_FRONTIERS.incrementAndGet();
    }
    if (table(context).startsWith("realtime_")
        && put.getFamilyCellMap().getOrDefault(RealtimePostingsCell.FAMILY, List.of()).stream()
            .anyMatch(cell -> RealtimePostingsCell.span(cell).kind() == PostingSpan.Kind.FOLD)) {
      halt(Moment.DURING_A_FOLD);
    }
  }

  @Override
  public void preDelete(
      ObserverContext<RegionCoprocessorEnvironment> context, Delete delete, WALEdit edit) {
    if (table(context).startsWith("realtime_")) {
      halt(Moment.BETWEEN_FOLD_AND_DELETE);
    }
  }

  @Override
  public void preBulkLoadHFile(
      ObserverContext<RegionCoprocessorEnvironment> context, List<Pair<byte[], String>> files) {
    halt(Moment.DURING_BULK_LOAD);
  }

  @Override
  public CheckAndMutateResult preCheckAndMutate(
      ObserverContext<RegionCoprocessorEnvironment> context,
      CheckAndMutate change,
      CheckAndMutateResult result) {
    if (table(context).equals("generations") && Bytes.toString(change.getRow()).equals("serving")) {
      halt(Moment.BETWEEN_LOAD_AND_PUBLISH);
    }
    return result;
  }

  private static String table(ObserverContext<RegionCoprocessorEnvironment> context) {
    return context.getEnvironment().getRegionInfo().getTable().getQualifierAsString();
  }

  private static void halt(Moment moment) {
    if (AT == moment) {
      Runtime.getRuntime().halt(137);
    }
  }
}
