package org.tideline.batch.current;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.archive.ArchiveInput;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.MasterDataset;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.views.time.Cut;

/**
 * Finds the current version of every document: merges what the base knew with the records between
 * its cut and this one, or reads all records in a full run. Records that are quarantined are
 * counted and make no version.
 */
public final class CurrentStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "current";

  /** The counter of current documents, deletes not among them. */
  public static final String DOCUMENTS = "documents";

  private static final long SORT_BYTES = 32L << 20;

  @Override
  public String name() {
    return NAME;
  }

  /** The folder of live positions, and of all else that the step makes of a generation. */
  public static Path folder(GenerationFiles files) {
    return files.made(NAME);
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    MasterDataset dataset =
        MasterDataset.below(layer.root(), layer.files(), layer.epoch(manifest).topicId());
    boolean full = manifest.kind() == RunKind.FULL;
    Cut before = full ? layer.emptyCut(manifest) : layer.manifest(manifest.base()).cut();
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);

    Job job = StepJob.create(layer, NAME, manifest);
    ArchiveInput.records(dataset, before.positions(), manifest.cut().positions())
        .write(job.getConfiguration());
    job.setInputFormatClass(ArchiveInputFormat.class);
    job.setMapperClass(CurrentMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(VersionWritable.class);
    job.setPartitionerClass(DocumentKey.ByPartition.class);
    job.setReducerClass(CurrentReducer.class);
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(NullWritable.class);
    job.setNumReduceTasks(
        Math.min(layer.settings().reducers(), layer.epochSettings().partitions()));
    StepJob.sortIn(job, SORT_BYTES);
    if (!full) {
      CurrentReducer.mergeWith(job.getConfiguration(), folder(layer.files(manifest.base())));
    }
    StepJob.writeFiles(job, building);
    Map<String, Long> counted = counted(StepJob.run(job, building));

    requireAll(
        manifest,
        dataset.records(before.positions(), manifest.cut().positions()),
        counted.get("records"));
    files.commit(building, NAME);
    return counted;
  }

  private static Map<String, Long> counted(Counters counters) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put("records", counters.findCounter(CurrentMapper.Count.RECORDS).getValue());
    counted.put("puts", counters.findCounter(CurrentMapper.Count.PUTS).getValue());
    counted.put("deletes", counters.findCounter(CurrentMapper.Count.DELETES).getValue());
    counted.put("ticks", counters.findCounter(CurrentMapper.Count.TICKS).getValue());
    counted.put("quarantined", counters.findCounter(CurrentMapper.Count.QUARANTINED).getValue());
    counted.put("versions", counters.findCounter(CurrentReducer.Count.VERSIONS).getValue());
    counted.put(DOCUMENTS, counters.findCounter(CurrentReducer.Count.DOCUMENTS).getValue());
    counted.putAll(StepJob.moved(counters));
    return counted;
  }

  private static void requireAll(Manifest manifest, OptionalLong archived, long read) {
    if (archived.isPresent() && archived.getAsLong() != read) {
      throw new StepException(
          "generation %d: expected the %d records that the archive holds up to the cut, from that of the base on where it is incremental, read %d; the archive was changed, or this is a fault of Tideline"
              .formatted(manifest.generation(), archived.getAsLong(), read));
    }
  }
}
