package org.tideline.batch.current;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;

/** From a record to the version that it makes of its document. */
final class CurrentMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, VersionWritable> {
  /** What the job counts of the records. */
  enum Count {
    RECORDS,
    PUTS,
    DELETES,
    TICKS,
    QUARANTINED
  }

  private final Map<Count, Counter> counters = new EnumMap<>(Count.class);
  private LogRecordCodec codec;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    TidelineConfiguration settings = TidelineConfiguration.load(context.getConfiguration());
    codec = LogRecordCodec.admitting(EpochSettings.from(settings));
    // Once: to look one up takes longer than to count a record.
    for (Count count : Count.values()) {
      counters.put(count, context.getCounter(count));
    }
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord archived, Context context)
      throws IOException, InterruptedException {
    LogRecord record = archived.decode(codec);
    counters.get(Count.RECORDS).increment(1);
    counters.get(count(record.change())).increment(1);
    var version = record.change().version(record.position());
    if (version.isPresent()) {
      context.write(
          DocumentKey.of(archived.partition(), LogRecordCodec.key(version.get().id())),
          new VersionWritable(version.get().version(), version.get().content().isEmpty()));
    }
  }

  private static Count count(Change change) {
    if (change instanceof Change.Put) {
      return Count.PUTS;
    }
    if (change instanceof Change.Delete) {
      return Count.DELETES;
    }
    return change instanceof Change.Tick ? Count.TICKS : Count.QUARANTINED;
  }
}
