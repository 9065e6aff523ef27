package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.WindowSettings;

/** An archive in a folder of a test's own. */
final class ArchiveOnDisk {
  private static final EpochSettings SETTINGS =
      new EpochSettings("letter", 10_000, 50, 1, 86_400_000, new WindowSettings(7, 10_000, "UTC"));

  private final Configuration configuration = new Configuration();
  private final FileSystem files;
  private final Path building;
  private final MasterDataset dataset;

  ArchiveOnDisk(java.nio.file.Path folder) throws IOException {
    this.files = FileSystem.getLocal(configuration);
    this.building = new Path(folder.resolve("building").toUri());
    this.dataset = MasterDataset.below(new Path(folder.toUri()), files, "id");
  }

  FileSystem files() {
    return files;
  }

  MasterDataset dataset() {
    return dataset;
  }

  Configuration configuration() {
    return configuration;
  }

  /** Builds a range and puts it in place. */
  void commit(PositionRange range, List<ArchivedRecord> records) throws IOException {
    build(range, records);
    dataset.commit(building, range);
  }

  void build(PositionRange range, List<ArchivedRecord> records) throws IOException {
    try (RangeWriter writer =
        new RangeWriter(files, building, range, dataset.summary(range.partition()), SETTINGS)) {
      for (ArchivedRecord record : records) {
        writer.append(record);
      }
      writer.finish();
    }
  }

  /** Builds a range and puts it in place without any question. */
  void force(PositionRange range, List<ArchivedRecord> records) throws IOException {
    build(range, records);
    Path target = MasterDataset.folder(dataset.folder(), range);
    files.mkdirs(target.getParent());
    files.rename(MasterDataset.folder(building, range), target);
  }

  Path records(PositionRange range) {
    return ArchivedRange.records(MasterDataset.folder(dataset.folder(), range));
  }

  /** What a job with that input reads, split by split. */
  List<List<ArchivedRecord>> read(ArchiveInput input) throws Exception {
    Job job = Job.getInstance(configuration);
    input.write(job.getConfiguration());
    List<List<ArchivedRecord>> splits = new ArrayList<>();
    for (InputSplit split : new ArchiveInputFormat().getSplits(job)) {
      splits.add(read((ArchiveSplit) split, job.getConfiguration()));
    }
    return splits;
  }

  static List<ArchivedRecord> read(ArchiveSplit split, Configuration job) throws Exception {
    List<ArchivedRecord> records = new ArrayList<>();
    var task = new TaskAttemptContextImpl(job, new TaskAttemptID());
    try (RecordReader<?, ArchivedRecord> reader =
        new ArchiveInputFormat().createRecordReader(split, task)) {
      reader.initialize(split, task);
      while (reader.nextKeyValue()) {
        records.add(reader.getCurrentValue());
      }
    }
    return records;
  }
}
