package org.tideline.batch.view;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Reducer;
import org.tideline.batch.archive.ArchiveCount;
import org.tideline.batch.archive.ArchiveInput;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.MasterDataset;
import org.tideline.batch.base.BaseFiles;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.analysis.TermAnalyzer;

/**
 * A job that reads the current documents of a generation and makes files that HBase takes as they
 * are, divided like the regions of one of the generation's tables. In an incremental run it reads
 * the documents that have changed since the base, and its reducers the files of the base ({@link
 * org.tideline.batch.base.BaseCells}).
 */
public final class ViewJob {
  private final BatchLayer layer;
  private final Manifest manifest;
  private final BatchTable table;
  private final TableFiles files;
  private final Job job;
  private final ArchiveInput documents;
  private final Optional<BaseFiles> base;

  /** The job that makes {@code table}; its mapper and what that gives are set on {@link #job}. */
  public ViewJob(BatchLayer layer, Manifest manifest, BatchTable table) throws IOException {
    this.layer = layer;
    this.manifest = manifest;
    this.table = table;
    this.files = new TableFiles(layer, manifest, table);
    this.job = StepJob.create(layer, table.key(), manifest);
    Epoch epoch = layer.epoch(manifest);
    MasterDataset dataset = MasterDataset.below(layer.root(), layer.files(), epoch.topicId());
    documents =
        ArchiveInput.documents(
            dataset,
            epoch.startPositions(),
            manifest.cut().positions(),
            CurrentStep.folder(layer.files(manifest.generation())));
    if (manifest.kind() == RunKind.INCREMENTAL) {
      ArchiveInput.changes(documents, CurrentStep.folder(layer.files(manifest.base())))
          .write(job.getConfiguration());
      base = Optional.of(BaseFiles.of(layer, manifest, table));
      base.get().write(job.getConfiguration());
    } else {
      documents.write(job.getConfiguration());
      base = Optional.empty();
    }
    job.setInputFormatClass(ArchiveInputFormat.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
  }

  /** The job itself. */
  public Job job() {
    return job;
  }

  /** Makes the table, where it is missing, with regions of about equal {@code weight}. */
  public void createTable(TermWeight weight) throws IOException, InterruptedException {
    files.createTable(() -> splits(weight));
  }

  /** The same of a table whose rows are not those of terms. */
  public void createTableOfRows(DocumentRows rows) throws IOException, InterruptedException {
    files.createTable(
        () ->
            splits(job -> RegionSplits.sampleRows(job, codec(), layer.settings().regions(), rows)));
  }

  private byte[][] splits(TermWeight weight) throws IOException, InterruptedException {
    return splits(
        sampled -> {
          try (TermAnalyzer analyzer = TermAnalyzer.named(layer.epochSettings().analyzer())) {
            return RegionSplits.sample(
                sampled, codec(), analyzer, layer.settings().regions(), weight);
          }
        });
  }

  private LogRecordCodec codec() {
    return new LogRecordCodec(layer.epochSettings().partitions());
  }

  private interface Sample {
    byte[][] of(Job job) throws IOException, InterruptedException;
  }

  private byte[][] splits(Sample sample) throws IOException, InterruptedException {
    if (base.isPresent()) {
      SortedSet<byte[]> edges = new TreeSet<>(Arrays::compareUnsigned);
      base.get().edges().forEach(row -> edges.add(table.edge(row)));
      if (edges.size() == layer.settings().regions() - 1) {
        return edges.toArray(byte[][]::new);
      }
    }
    Job sampled = Job.getInstance(job.getConfiguration());
    documents.write(sampled.getConfiguration());
    return sample.of(sampled);
  }

  /**
   * Runs the job, one reducer for each region of the table.
   *
   * @param building for the files
   * @throws StepException if it fails
   */
  public Counters run(
      Class<? extends Reducer<?, ?, ImmutableBytesWritable, KeyValue>> reducer, Path building)
      throws IOException, InterruptedException {
    return files.write(job, reducer, building);
  }

  /** What a step before has counted under that name. */
  public long counted(String step, String counter) throws IOException {
    return layer.counted(manifest.generation(), step, counter);
  }

  /** What that step has counted of the base; 0 in a full run, which builds on nothing. */
  public long countedOfBase(String step, String counter) throws IOException {
    return base.isPresent() ? layer.counted(manifest.base(), step, counter) : 0;
  }

  /** Adds to {@code counted} what an incremental run has read. */
  public void countChanges(Map<String, Long> counted, Counters counters, long added, long removed) {
    if (base.isPresent()) {
      counted.put("documents added", added);
      counted.put("documents removed", removed);
      counted.put("bytes of the archive", counters.findCounter(ArchiveCount.BYTES).getValue());
    }
  }

  /**
   * Holds what the job read of the base against what the base has written.
   *
   * @throws StepException if it differs, naming both
   */
  public void requireOfBase(String what, long expected, long found) {
    if (expected != found) {
      throw new StepException(
          "generation %d: expected %d %s in the files of the %s of its base, generation %d, found %d; they were changed, or this is a fault of Tideline; run the batch layer anew, with --full"
              .formatted(
                  manifest.generation(), expected, what, table.key(), manifest.base(), found));
    }
  }

  /**
   * Holds what the job counted against what it had to.
   *
   * @throws StepException if it differs, naming both
   */
  public void require(String what, long expected, long found) {
    if (expected != found) {
      throw new StepException(
          "generation %d: expected %d %s in the %s, found %d; the archive was changed since the step current, or this is a fault of Tideline"
              .formatted(manifest.generation(), expected, what, table.key(), found));
    }
  }
}
