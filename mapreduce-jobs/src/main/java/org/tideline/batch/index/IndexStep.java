package org.tideline.batch.index;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
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
 * like the regions of the generation's table, which is made here where it is missing. An
 * incremental run changes the blocks of the base. Terms, postings and occurrences are held against
 * those of the step words, by whichever is done later.
 */
public final class IndexStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.INDEX.key();

  private static final String BLOCKS = "blocks";
  private static final String DOCUMENTS = "documents";
  private static final String OCCURRENCES = "occurrences";
  private static final String POSTINGS = "postings";
  private static final String TERMS = "terms";

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
    job.setMapOutputValueClass(BlockWritable.class);
    job.setGroupingComparatorClass(ByTerm.class);
    StepJob.sortIn(job, layer.settings().indexBuffer());
    // A posting costs about as much as two of its positions.
    view.createTable((occurrences, documents) -> occurrences + 2 * documents);
    Counters counters = view.run(InvertedIndexReducer.class, building);

    requireOncePerDocument(manifest, value(counters, IndexCount.REPEATED));
    view.require("postings that are to be taken out", 0, value(counters, IndexCount.MISSED));
    requireBase(view, BLOCKS, value(counters, IndexCount.BASE_BLOCKS));
    requireBase(view, POSTINGS, value(counters, IndexCount.BASE_POSTINGS));
    Map<String, Long> counted = counted(view, counters);
    view.require(
        DOCUMENTS, view.counted(CurrentStep.NAME, CurrentStep.DOCUMENTS), counted.get(DOCUMENTS));
    view.require(
        POSTINGS,
        value(counters, IndexCount.BASE_POSTINGS)
            + value(counters, IndexCount.POSTINGS_MAPPED)
            - value(counters, IndexCount.REMOVALS_MAPPED),
        counted.get(POSTINGS));
    SameWords.require(layer, manifest, counted);
    files.commit(building, NAME);
    return counted;
  }

  private static Map<String, Long> counted(ViewJob view, Counters counters) throws IOException {
    long added = value(counters, IndexCount.DOCUMENTS);
    long removed = value(counters, IndexCount.DOCUMENTS_REMOVED);
    Map<String, Long> counted = new TreeMap<>();
    counted.put(BLOCKS, value(counters, IndexCount.BLOCKS));
    counted.put(
        DOCUMENTS, view.countedOfBase(CurrentStep.NAME, CurrentStep.DOCUMENTS) + added - removed);
    counted.put(
        OCCURRENCES,
        view.countedOfBase(NAME, OCCURRENCES) + value(counters, IndexCount.OCCURRENCES));
    counted.put(POSTINGS, value(counters, IndexCount.POSTINGS));
    counted.put("spills", value(counters, IndexCount.SPILLS));
    counted.put(TERMS, value(counters, IndexCount.TERMS));
    counted.putAll(StepJob.moved(counters));
    view.countChanges(counted, counters, added, removed);
    return counted;
  }

  private static void requireBase(ViewJob view, String counter, long found) throws IOException {
    view.requireOfBase(counter, view.countedOfBase(NAME, counter), found);
  }

  private static long value(Counters counters, IndexCount count) {
    return counters.findCounter(count).getValue();
  }

  private static void requireOncePerDocument(Manifest manifest, long repeated) {
    if (repeated > 0) {
      throw new StepException(
          "generation %d: expected a posting once for every term and document, found %d more; the archive was changed since the step current, or this is a fault of Tideline"
              .formatted(manifest.generation(), repeated));
    }
  }
}
