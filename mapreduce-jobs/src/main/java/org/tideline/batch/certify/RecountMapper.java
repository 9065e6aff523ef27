package org.tideline.batch.certify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.DocumentVersion;

/** Sends every record that makes a version to where all versions of its document meet. */
final class RecountMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, ArchivedWritable> {
  private LogRecordCodec codec;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    TidelineConfiguration settings = TidelineConfiguration.load(context.getConfiguration());
    codec = LogRecordCodec.admitting(EpochSettings.from(settings));
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context)
      throws IOException, InterruptedException {
    Optional<DocumentVersion> version = record.decode(codec).change().version(record.position());
    if (version.isPresent()) {
      byte[] id = version.get().id().getBytes(StandardCharsets.UTF_8);
      context.write(new ImmutableBytesWritable(id), new ArchivedWritable(record));
    }
  }
}
