package org.tideline.batch.views;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.DocumentSigns;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.DocumentVersion;

/**
 * From the documents to what users' views make of them, combined in memory as far as it reaches;
 * what the base has and is not current any more is taken away.
 */
final class ViewsMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, ImmutableBytesWritable> {
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final ImmutableBytesWritable sum = new ImmutableBytesWritable();
  private LogRecordCodec codec;
  private ViewSums sums;
  private DocumentSigns signs;
  private long bufferBytes;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    TidelineConfiguration configuration = TidelineConfiguration.load(context.getConfiguration());
    EpochSettings settings = EpochSettings.from(configuration);
    codec = new LogRecordCodec(settings.partitions());
    sums = new ViewSums(settings.views().load());
    signs = new DocumentSigns(context.getConfiguration());
    bufferBytes = BatchSettings.from(configuration).wordsBuffer();
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context) throws IOException {
    boolean removed = signs.isRemoved(record);
    Optional<DocumentVersion> version =
        record
            .decode(codec)
            .change()
            .version(record.position())
            .filter(found -> found.content().isPresent());
    if (version.isEmpty()) {
      return;
    }
    if (removed) {
      sums.subtract(version.get());
    } else {
      sums.add(version.get());
    }
    context.getCounter(removed ? ViewsCount.DOCUMENTS_REMOVED : ViewsCount.DOCUMENTS).increment(1);
    if (sums.heapBytes() > bufferBytes) {
      spill(context);
    }
  }

  private void spill(Context context) {
    sums.forEach((name, value) -> write(context, name, value));
    sums.clear();
    context.getCounter(ViewsCount.SPILLS).increment(1);
  }

  private void write(Context context, BytesRef name, BytesRef value) {
    row.set(name.bytes, name.offset, name.length);
    sum.set(value.bytes, value.offset, value.length);
    try {
      context.write(row, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while writing views"));
    }
  }

  @Override
  protected void cleanup(Context context) {
    spill(context);
  }
}
