package org.tideline.batch.words;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.DocumentSigns;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.DocumentVersion;

/**
 * From the documents to their totals, combined in memory as far as it reaches; what the base has
 * and is not current any more is taken away.
 */
final class WordsMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, WordCountWritable> {
  /** To ask for the memory after every document would cost more than many documents do. */
  private static final long CHECK_CHARS = 32 << 10;

  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final WordCountWritable count = new WordCountWritable();
  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private WordTotals totals;
  private DocumentSigns signs;
  private long bufferBytes;
  private long uncheckedChars;
  private long documentsRead;
  private long documentsRemoved;
  private long occurrencesMapped;

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
    signs = new DocumentSigns(context.getConfiguration());
    bufferBytes = BatchSettings.from(configuration).wordsBuffer();
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context) throws IOException {
    boolean removed = signs.isRemoved(record);
    record
        .decode(codec)
        .change()
        .version(record.position())
        .flatMap(DocumentVersion::text)
        .ifPresent(removed ? this::remove : this::add);
    if (uncheckedChars >= CHECK_CHARS) {
      uncheckedChars = 0;
      if (totals.heapBytes() > bufferBytes) {
        spill(context);
      }
    }
  }

  private void add(String text) {
    totals.add(text);
    documentsRead++;
    uncheckedChars += text.length();
  }

  private void remove(String text) {
    totals.subtract(text);
    documentsRemoved++;
    uncheckedChars += text.length();
  }

  private void spill(Context context) {
    totals.drain((term, occurrences, documents) -> write(context, term, occurrences, documents));
    totals.clear();
    context.getCounter(WordsCount.SPILLS).increment(1);
  }

  private void write(Context context, BytesRef term, long occurrences, long documents) {
    row.set(term.bytes, term.offset, term.length);
    count.set(occurrences, documents);
    occurrencesMapped += occurrences;
    try {
      context.write(row, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while writing words"));
    }
  }

  @Override
  protected void cleanup(Context context) {
    spill(context);
    context.getCounter(WordsCount.DOCUMENTS).increment(documentsRead);
    context.getCounter(WordsCount.DOCUMENTS_REMOVED).increment(documentsRemoved);
    context.getCounter(WordsCount.OCCURRENCES_MAPPED).increment(occurrencesMapped);
    analyzer.close();
  }
}
