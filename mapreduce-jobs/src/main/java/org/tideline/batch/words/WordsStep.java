package org.tideline.batch.words;

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
import org.tideline.batch.step.StepJob;
import org.tideline.batch.view.ViewJob;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;

/**
 * Counts the words of the current documents, in all and by windows of event time, into files that
 * HBase takes as they are, divided like the regions of the generation's table, which is made here
 * where it is missing. The counts at the end are held against those at the beginning.
 */
public final class WordsStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.WORDS.key();

  /** The counter of terms in all documents, each as often as it stands. */
  public static final String OCCURRENCES = "occurrences";

  /** The counter of pairs of a term and a document: the sum of document frequencies. */
  public static final String POSTINGS = "postings";

  /** The counter of terms. */
  public static final String ROWS = "rows";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);

    ViewJob view = new ViewJob(layer, manifest, BatchTable.WORDS);
    long expected = view.counted(CurrentStep.NAME, CurrentStep.DOCUMENTS);
    Job job = view.job();
    job.setMapperClass(WordsMapper.class);
    job.setMapOutputValueClass(MinutesWritable.class);
    // What a mapper combines in memory is greater there than written: one sort holds it.
    StepJob.sortIn(job, layer.settings().wordsBuffer());
    // Most words are rare, and take a few bytes for each minute in which they stand.
    view.createTable((occurrences, documents) -> 1);
    Map<String, Long> counted = counted(view.run(WordsReducer.class, building));

    view.require("documents", expected, counted.get("documents"));
    view.require("documents in windows", expected, counted.remove("windowed"));
    view.require(OCCURRENCES, counted.remove("mapped"), counted.get(OCCURRENCES));
    files.commit(building, NAME);
    return counted;
  }

  private static Map<String, Long> counted(Counters counters) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put("documents", counters.findCounter(WordsCount.DOCUMENTS).getValue());
    counted.put("mapped", counters.findCounter(WordsCount.OCCURRENCES_MAPPED).getValue());
    counted.put(OCCURRENCES, counters.findCounter(WordsCount.OCCURRENCES).getValue());
    counted.put(POSTINGS, counters.findCounter(WordsCount.POSTINGS).getValue());
    counted.put(ROWS, counters.findCounter(WordsCount.ROWS).getValue());
    counted.put("windowed", counters.findCounter(WordsCount.DOCUMENTS_IN_WINDOWS).getValue());
    counted.put("spills", counters.findCounter(WordsCount.SPILLS).getValue());
    return counted;
  }
}
