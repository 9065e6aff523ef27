package org.tideline.batch.timeline;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.current.CurrentDocumentsInputFormat;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.sort.SortMapper;
import org.tideline.batch.sort.SortSplits;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;

/**
 * Sorts the current documents by their event times: a sample of the rows says where the regions of
 * the timeline begin, Hadoop's TotalOrderPartitioner brings every row to the reducer of its region.
 * Rows bear the id after the time, so that documents of one moment do not pile up.
 */
public final class TimelineStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.TIMELINE.key();

  private static final String DOCUMENTS = "documents";
  private static final long SORT_BYTES = 32L << 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);
    Job job = StepJob.create(layer, NAME, manifest);
    CurrentDocumentsInputFormat.read(job, CurrentStep.folder(files));
    TableFiles table = new TableFiles(layer, manifest, BatchTable.TIMELINE);
    int regions = layer.settings().regions();
    table.createTable(() -> SortSplits.sample(job, new CurrentDocumentsInputFormat(), regions));
    job.setMapperClass(SortMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(LongWritable.class);
    StepJob.sortIn(job, SORT_BYTES);
    Counters counters = table.write(job, TimelineReducer.class, building);
    long rows = counters.findCounter(TimelineReducer.Count.ROWS).getValue();
    requireAll(
        manifest,
        layer.counted(manifest.generation(), CurrentStep.NAME, CurrentStep.DOCUMENTS),
        rows);
    files.commit(building, NAME);
    Map<String, Long> counted = new TreeMap<>(StepJob.moved(counters));
    counted.put(DOCUMENTS, rows);
    return counted;
  }

  static void requireAll(Manifest manifest, long documents, long rows) {
    if (documents != rows) {
      throw new StepException(
          "generation %d: expected the %d current documents in the timeline, found %d; the files of the step current were changed, or this is a fault of Tideline; run the batch layer anew"
              .formatted(manifest.generation(), documents, rows));
    }
  }
}
