package org.tideline.batch.words;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.archive.ArchiveInput;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.MasterDataset;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.analysis.TermAnalyzer;

/**
 * Counts the words of the current documents into files that HBase takes as they are, divided like
 * the regions of the generation's table, which is made here where it is missing. The counts at the
 * end are held against those at the beginning.
 */
public final class WordsStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.WORDS.key();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    long expected = currentDocuments(layer, manifest);
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);

    Job job = StepJob.create(layer, NAME, manifest);
    read(layer, manifest, job);
    TableFiles table = new TableFiles(layer, manifest, BatchTable.WORDS);
    table.createTable(() -> splits(layer, job));
    job.setMapperClass(WordsMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(WordCountWritable.class);
    // What a mapper combines in memory is greater there than written: one sort holds it.
    StepJob.sortIn(job, layer.settings().wordsBuffer());
    WordsReducer.stampWith(job.getConfiguration(), manifest.cut().stamp());
    Map<String, Long> counted = counted(table.write(job, WordsReducer.class, building));

    require(manifest, "documents", expected, counted.get("documents"));
    require(manifest, "occurrences", counted.remove("mapped"), counted.get("occurrences"));
    files.commit(building, NAME);
    return counted;
  }

  private static long currentDocuments(BatchLayer layer, Manifest manifest) throws IOException {
    return layer.store().steps(manifest.generation()).stream()
        .filter(step -> step.step().equals(CurrentStep.NAME))
        .map(StepRecord::counters)
        .map(counters -> counters.get(CurrentStep.DOCUMENTS))
        .findFirst()
        .orElseThrow();
  }

  private static void read(BatchLayer layer, Manifest manifest, Job job) throws IOException {
    Epoch epoch = layer.epoch(manifest);
    MasterDataset dataset = MasterDataset.below(layer.root(), layer.files(), epoch.topicId());
    ArchiveInput.documents(
            dataset,
            epoch.startPositions(),
            manifest.cut().positions(),
            CurrentStep.folder(layer.files(manifest.generation())))
        .write(job.getConfiguration());
    job.setInputFormatClass(ArchiveInputFormat.class);
  }

  private static byte[][] splits(BatchLayer layer, Job job)
      throws IOException, InterruptedException {
    try (TermAnalyzer analyzer = TermAnalyzer.named(layer.epochSettings().analyzer())) {
      LogRecordCodec codec = new LogRecordCodec(layer.epochSettings().partitions());
      return RegionSplits.sample(job, codec, analyzer, layer.settings().regions());
    }
  }

  private static Map<String, Long> counted(Counters counters) {
    Map<String, Long> counted = new TreeMap<>();
    counted.put("documents", counters.findCounter(WordsCount.DOCUMENTS).getValue());
    counted.put("mapped", counters.findCounter(WordsCount.OCCURRENCES_MAPPED).getValue());
    counted.put("occurrences", counters.findCounter(WordsCount.OCCURRENCES).getValue());
    counted.put("rows", counters.findCounter(WordsCount.ROWS).getValue());
    counted.put("spills", counters.findCounter(WordsCount.SPILLS).getValue());
    return counted;
  }

  private static void require(Manifest manifest, String what, long expected, long found) {
    if (expected != found) {
      throw new StepException(
          "generation %d: expected %d %s in the words, found %d; the archive was changed since the step current, or this is a fault of Tideline"
              .formatted(manifest.generation(), expected, what, found));
    }
  }
}
