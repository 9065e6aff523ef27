package org.tideline.batch.index;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.view.ViewJob;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;

/**
 * Turns the current documents round into files of postings that HBase takes as they are, divided
 * like the regions of the generation's table, which is made here where it is missing. Terms,
 * postings and occurrences are held against those of the step words, by whichever is done later.
 */
public final class IndexStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.INDEX.key();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);

    ViewJob view = new ViewJob(layer, manifest, BatchTable.INDEX);
    Job job = view.job();
    job.setMapperClass(InvertedIndexMapper.class);
    job.setMapOutputValueClass(ImmutableBytesWritable.class);
    job.setGroupingComparatorClass(ByTerm.class);
    StepJob.sortIn(job, layer.settings().indexBuffer());
    // A posting costs about as much as two of its positions.
    view.createTable((occurrences, documents) -> occurrences + 2 * documents);
    Counters counters = view.run(InvertedIndexReducer.class, building);

    requireOncePerDocument(manifest, counters.findCounter(IndexCount.REPEATED).getValue());
    Map<String, Long> counted = counted(counters);
    view.require(
        "documents",
        view.counted(CurrentStep.NAME, CurrentStep.DOCUMENTS),
        counted.get("documents"));
    view.require("postings", counted.remove("mapped"), counted.get("postings"));
    SameWords.require(layer, manifest, counted);
    files.commit(building, NAME);
    return counted;
  }

  private static Map<String, Long> counted(Counters counters) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put("blocks", counters.findCounter(IndexCount.BLOCKS).getValue());
    counted.put("documents", counters.findCounter(IndexCount.DOCUMENTS).getValue());
    counted.put("mapped", counters.findCounter(IndexCount.POSTINGS_MAPPED).getValue());
    counted.put("occurrences", counters.findCounter(IndexCount.OCCURRENCES).getValue());
    counted.put("postings", counters.findCounter(IndexCount.POSTINGS).getValue());
    counted.put("spills", counters.findCounter(IndexCount.SPILLS).getValue());
    counted.put("terms", counters.findCounter(IndexCount.TERMS).getValue());
    return counted;
  }

  private static void requireOncePerDocument(Manifest manifest, long repeated) {
    if (repeated > 0) {
      throw new StepException(
          "generation %d: expected a posting once for every term and document, found %d more; the archive was changed since the step current, or this is a fault of Tideline"
              .formatted(manifest.generation(), repeated));
    }
  }
}
