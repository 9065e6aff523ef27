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
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.WindowTotals;
import org.tideline.views.window.WindowedWords;

/**
 * From the documents to their totals, combined in memory as far as it reaches; what the base has
 * and is not current any more is taken away.
 */
final class WordsMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, MinutesWritable> {
  /** To ask for the memory after every document would cost more than many documents do. */
  private static final long CHECK_CHARS = 32 << 10;

  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final MinutesWritable minutes = new MinutesWritable();
  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private WindowedWords words;
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
    words = new WindowedWords(analyzer);
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
        .ifPresent(removed ? this::remove : this::add);
    if (uncheckedChars >= CHECK_CHARS) {
      uncheckedChars = 0;
      if (words.heapBytes() > bufferBytes) {
        spill(context);
      }
    }
  }

  private void add(DocumentVersion version) {
    version
        .text()
        .ifPresent(
            text -> {
              words.add(text, version.version().eventTime());
              documentsRead++;
              uncheckedChars += text.length();
            });
  }

  private void remove(DocumentVersion version) {
    version
        .text()
        .ifPresent(
            text -> {
              words.subtract(text, version.version().eventTime());
              documentsRemoved++;
              uncheckedChars += text.length();
            });
  }

  private void spill(Context context) {
    words.forEach((term, counted) -> write(context, term, counted));
    words.clear();
    context.getCounter(WordsCount.SPILLS).increment(1);
  }

  private void write(Context context, BytesRef term, WindowTotals counted) {
    row.set(term.bytes, term.offset, term.length);
    minutes.set(counted);
    if (!AllDocuments.is(term)) {
      occurrencesMapped += counted.total().occurrences();
    }
    try {
      context.write(row, minutes);
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
