package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.ArchiveSplit;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.current.CurrentVersion;
import org.tideline.batch.current.CurrentVersions;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;

/**
 * Documents: the newest version below the cut of every row of the document table, against the
 * current versions of the generation and what stands at their positions in the archive.
 */
final class StoredDocuments implements StoredView {
  private static final String TABLE = "table";
  private static final String CURRENT = "current";
  private static final String ARCHIVE = "archive";

  @Override
  public ComparedView view() {
    return PlainView.DOCUMENTS;
  }

  @Override
  public Set<Side> sides(Compared compared) {
    return EnumSet.of(Side.MERGED, Side.GENERATION);
  }

  @Override
  public KeyRanges ranges(Compared compared) throws IOException {
    return KeyRanges.startingAt(Rows.regionStarts(compared.layer().connection(), table(compared)));
  }

  private static TableName table(Compared compared) {
    return compared.layer().names().documents(compared.epoch().number());
  }

  @Override
  public List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job)
      throws IOException {
    List<Slice> slices = new ArrayList<>(Rows.slices(this, TABLE, ranges));
    for (int partition : compared.epoch().startPositions().keySet()) {
      slices.add(Slice.ofPartition(this, CURRENT, partition));
    }
    for (InputSplit split : new ArchiveInputFormat().getSplits(job)) {
      slices.add(Slice.ofArchive(this, ARCHIVE, (ArchiveSplit) split));
    }
    return slices;
  }

  @Override
  public void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    switch (slice.source()) {
      case TABLE -> readTable(slice, compared, sink);
      case CURRENT -> readCurrent(slice, compared, sink);
      case ARCHIVE -> readArchive(slice, compared, task, sink);
      default -> throw new IllegalArgumentException("no source " + slice);
    }
  }

  private static void readTable(Slice slice, Compared compared, PairSink sink)
      throws IOException, InterruptedException {
    try (Rows rows =
        Rows.open(
            compared.layer().connection(),
            table(compared),
            DocumentRow.scanBelow(compared.manifest().cut()),
            slice.from(),
            slice.to())) {
      while (rows.peek().isPresent()) {
        Result row = rows.take();
        Optional<long[]> newest = DocumentRow.newestValues(row);
        if (newest.isPresent()) {
          sink.accept(Rows.key(row), newest.get(), Side.MERGED);
        }
      }
    }
  }

  /** All but the contents. */
  private static void readCurrent(Slice slice, Compared compared, PairSink sink)
      throws IOException, InterruptedException {
    try (CurrentVersions versions =
        CurrentVersions.open(
            compared.layer().files(),
            CurrentStep.folder(compared.layer().files(compared.manifest().generation())),
            slice.partition())) {
      while (versions.hasNext()) {
        CurrentVersion current = versions.next();
        long[] values = {
          1,
          current.version().eventTime(),
          current.version().position(),
          current.deleted() ? 1 : 0,
          0
        };
        sink.accept(current.id(), values, Side.GENERATION);
      }
    }
  }

  /** The contents alone. */
  private static void readArchive(
      Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException {
    LogRecordCodec codec = new LogRecordCodec(compared.layer().epochSettings().partitions());
    try (RecordReader<NullWritable, ArchivedRecord> records =
        new ArchiveInputFormat().createRecordReader(slice.archive(), task)) {
      records.initialize(slice.archive(), task);
      while (records.nextKeyValue()) {
        ArchivedRecord record = records.getCurrentValue();
        OptionalLong content =
            codec.hashOfContent(record.partition(), record.key(), record.value());
        if (content.isPresent()) {
          long[] values = {0, 0, 0, 0, content.getAsLong()};
          sink.accept(new BytesRef(record.key().orElseThrow()), values, Side.GENERATION);
        }
      }
    }
  }
}
