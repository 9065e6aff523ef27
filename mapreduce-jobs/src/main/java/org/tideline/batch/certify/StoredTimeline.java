package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.current.CurrentVersion;
import org.tideline.batch.current.CurrentVersions;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.window.TimelineRow;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.TimelineKey;

/**
 * The timeline, held against the current documents of its own generation, which are held against
 * the document table. The realtime views cannot say what it was at the cut: a place has one cell,
 * which tells what became of it last.
 */
final class StoredTimeline implements StoredView {
  private static final String CURRENT = "current";
  private static final String TABLE = "table";

  @Override
  public ComparedView view() {
    return PlainView.TIMELINE;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return compared.withBase(Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return StoredWords.ranges(compared, BatchTable.TIMELINE);
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) {
    List<Slice> slices = new ArrayList<>(Rows.slices(this, TABLE, ranges));
    for (int partition : compared.epoch().startPositions().keySet()) {
      slices.add(Slice.ofPartition(this, CURRENT, partition));
    }
    return slices;
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    switch (slice.source()) {
      case CURRENT -> readCurrent(slice, compared, sink);
      case TABLE -> {
        if (compared.hasBase()) {
          read(compared, compared.ofBase(BatchTable.TIMELINE), slice, sink, Side.BASE);
        }
        read(compared, compared.ofGeneration(BatchTable.TIMELINE), slice, sink, Side.GENERATION);
      }
      default -> throw new IllegalArgumentException("no source " + slice);
    }
  }

  private static void readCurrent(Slice slice, Compared compared, PairSink sink)
      throws IOException, InterruptedException {
    try (CurrentVersions versions =
        CurrentVersions.open(
            compared.layer().files(),
            CurrentStep.folder(compared.layer().files(compared.manifest().generation())),
            slice.partition())) {
      while (versions.hasNext()) {
        CurrentVersion current = versions.next();
        if (!current.deleted()) {
          long[] values = {1, current.version().position()};
          sink.accept(
              TimelineKey.of(current.version().eventTime(), current.id()), values, Side.MERGED);
        }
      }
    }
  }

  private static void read(
      Compared compared, TableName table, Slice slice, PairSink sink, Side side)
      throws IOException, InterruptedException {
    Connection connection = compared.layer().connection();
    try (Rows rows =
        Rows.open(
            connection,
            table,
            TimelineRow.scan(Long.MIN_VALUE, Long.MAX_VALUE, false, Optional.empty()),
            slice.from(),
            slice.to())) {
      while (rows.peek().isPresent()) {
        Result row = rows.take();
        long[] values = {1, TimelineRow.entry(row.rawCells()[0]).position()};
        sink.accept(Rows.key(row), values, side);
      }
    }
  }
}
