package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.kafka.clients.admin.Admin;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.StepJob;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.log.LogTopic;

/**
 * Copies every partition of the log from the archive's own end up to the cut, one mapper a
 * partition. Ranges are renamed into place after the whole job; one that an earlier run has put
 * there is not read again.
 */
public final class ArchiveStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "archive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    Epoch epoch = layer.epoch(manifest);
    MasterDataset dataset = MasterDataset.below(layer.root(), layer.files(), epoch.topicId());
    // A topic made anew under the old name has other records at the same positions.
    try (Admin admin = layer.logAdmin()) {
      epoch.requireLog(new LogTopic(admin, epoch.topic()).describe());
    }
    Path building = layer.files(manifest.generation()).building(NAME);
    List<LogSplit> missing = missing(dataset, epoch, manifest);
    if (missing.isEmpty()) {
      return Map.of("records", 0L, "bytes", 0L);
    }

    Job job = StepJob.create(layer, NAME, manifest);
    LogInputFormat.write(job.getConfiguration(), missing);
    job.setInputFormatClass(LogInputFormat.class);
    job.setMapperClass(ArchiveMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(NullWritable.class);
    StepJob.writeFiles(job, building);
    Counters counters = StepJob.run(job, building);

    for (LogSplit split : missing) {
      dataset.commit(building, split.range());
    }
    layer.files(manifest.generation()).sweep(NAME);
    return Map.of(
        "records", counters.findCounter(ArchiveMapper.Count.RECORDS).getValue(),
        "bytes", counters.findCounter(ArchiveMapper.Count.BYTES).getValue());
  }

  private static List<LogSplit> missing(MasterDataset dataset, Epoch epoch, Manifest manifest)
      throws IOException {
    List<LogSplit> missing = new ArrayList<>();
    for (Map.Entry<Integer, Long> start : epoch.startPositions().entrySet()) {
      int partition = start.getKey();
      long from = dataset.end(partition).orElse(start.getValue());
      long to = manifest.cut().positions().get(partition);
      if (from < to) {
        missing.add(
            new LogSplit(new PositionRange(partition, from, to), dataset.summary(partition)));
      }
    }
    return missing;
  }
}
