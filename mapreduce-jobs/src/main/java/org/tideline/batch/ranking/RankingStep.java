package org.tideline.batch.ranking;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.sort.SortMapper;
import org.tideline.batch.sort.SortSplits;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.words.WordsStep;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.table.BatchTable;

/**
 * Sorts what the step words counted by its counts: a sample of the rows says where the regions of
 * the ranking begin, Hadoop's TotalOrderPartitioner brings every row to the reducer of its region.
 * The ranking is held against the words at the end.
 */
public final class RankingStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.RANKING.key();

  private static final String ROWS = "rows";
  private static final String OCCURRENCES = "occurrences";
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
    WordRowsInputFormat.read(job, files.made(WordsStep.NAME));
    TableFiles table = new TableFiles(layer, manifest, BatchTable.RANKING);
    table.createTable(
        () -> SortSplits.sample(job, new WordRowsInputFormat(), layer.settings().regions()));
    job.setMapperClass(SortMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(LongWritable.class);
    StepJob.sortIn(job, SORT_BYTES);
    Map<String, Long> counted = counted(table.write(job, RankingReducer.class, building));

    requireAll(manifest, words(layer, manifest), counted);
    files.commit(building, NAME);
    return counted;
  }

  private static Map<String, Long> words(BatchLayer layer, Manifest manifest) throws IOException {
    return layer.store().steps(manifest.generation()).stream()
        .filter(step -> step.step().equals(WordsStep.NAME))
        .map(StepRecord::counters)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> counted(Counters counters) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put(ROWS, counters.findCounter(RankingCount.ROWS).getValue());
    counted.put(OCCURRENCES, counters.findCounter(RankingCount.OCCURRENCES).getValue());
    counted.putAll(StepJob.moved(counters));
    return counted;
  }

  static void requireAll(Manifest manifest, Map<String, Long> words, Map<String, Long> ranking) {
    for (String what : new String[] {ROWS, OCCURRENCES}) {
      if (!words.get(what).equals(ranking.get(what))) {
        throw new StepException(
            "generation %d: expected the %d %s of the words in the ranking, found %d; the files of the words were changed, or this is a fault of Tideline; run the batch layer anew"
                .formatted(manifest.generation(), words.get(what), what, ranking.get(what)));
      }
    }
  }
}
