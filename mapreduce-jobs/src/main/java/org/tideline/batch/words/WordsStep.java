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
 * where it is missing. An incremental run adds what has changed to the files of the base. The
 * counts at the end are held against those at the beginning.
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
    Counters counters = view.run(WordsReducer.class, building);

    requireBase(view, ROWS, value(counters, WordsCount.BASE_ROWS));
    requireBase(view, OCCURRENCES, value(counters, WordsCount.BASE_OCCURRENCES));
    requireBase(view, POSTINGS, value(counters, WordsCount.BASE_POSTINGS));
    view.requireOfBase(
        "rows with windows",
        view.countedOfBase(NAME, ROWS),
        value(counters, WordsCount.BASE_ROWS_WITH_WINDOWS));
    long documentsOfBase = view.countedOfBase(CurrentStep.NAME, CurrentStep.DOCUMENTS);
    view.requireOfBase(
        "documents in windows",
        documentsOfBase,
        value(counters, WordsCount.BASE_DOCUMENTS_IN_WINDOWS));
    long added = value(counters, WordsCount.DOCUMENTS);
    long removed = value(counters, WordsCount.DOCUMENTS_REMOVED);
    long documents = documentsOfBase + added - removed;
    long occurrences = value(counters, WordsCount.OCCURRENCES);
    view.require("documents", expected, documents);
    view.require(
        "documents in windows", expected, value(counters, WordsCount.DOCUMENTS_IN_WINDOWS));
    view.require(
        OCCURRENCES,
        value(counters, WordsCount.BASE_OCCURRENCES)
            + value(counters, WordsCount.OCCURRENCES_MAPPED),
        occurrences);
    files.commit(building, NAME);

    Map<String, Long> counted = new TreeMap<>();
    counted.put("documents", documents);
    counted.put(OCCURRENCES, occurrences);
    counted.put(POSTINGS, value(counters, WordsCount.POSTINGS));
    counted.put(ROWS, value(counters, WordsCount.ROWS));
    counted.put("spills", value(counters, WordsCount.SPILLS));
    counted.putAll(StepJob.moved(counters));
    view.countChanges(counted, counters, added, removed);
    return counted;
  }

  private static void requireBase(ViewJob view, String counter, long found) throws IOException {
    view.requireOfBase(counter, view.countedOfBase(NAME, counter), found);
  }

  private static long value(Counters counters, WordsCount count) {
    return counters.findCounter(count).getValue();
  }
}
