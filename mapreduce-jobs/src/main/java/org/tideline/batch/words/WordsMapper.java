package org.tideline.batch.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.DocumentVersion;

/** From the current documents to their totals, combined in memory as far as it reaches. */
final class WordsMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, WordCountWritable> {
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final WordCountWritable count = new WordCountWritable();
  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private WordTotals totals;
  private long bufferBytes;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    TidelineConfiguration configuration = TidelineConfiguration.load(context.getConfiguration());
    EpochSettings settings = EpochSettings.from(configuration);
    codec = new LogRecordCodec(settings.partitions());
    analyzer = TermAnalyzer.named(settings.analyzer());
    totals = new WordTotals(analyzer);
    bufferBytes = BatchSettings.from(configuration).wordsBuffer();
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context) {
    record
        .decode(codec)
        .change()
        .version(record.position())
        .flatMap(DocumentVersion::text)
        .ifPresent(text -> add(text, context));
    if (totals.heapBytes() > bufferBytes) {
      spill(context);
    }
  }

  private void add(String text, Context context) {
    totals.add(text);
    context.getCounter(WordsCount.DOCUMENTS).increment(1);
  }

  private void spill(Context context) {
    totals.drain(
        (term, occurrences, documents) -> {
          row.set(term.bytes, term.offset, term.length);
          count.set(occurrences, documents);
          context.getCounter(WordsCount.OCCURRENCES_MAPPED).increment(occurrences);
          try {
            context.write(row, count);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while writing words", e));
          }
        });
    totals.clear();
    context.getCounter(WordsCount.SPILLS).increment(1);
  }

  @Override
  protected void cleanup(Context context) {
    spill(context);
    analyzer.close();
  }
}
