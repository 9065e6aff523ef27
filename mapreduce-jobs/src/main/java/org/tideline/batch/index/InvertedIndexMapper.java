package org.tideline.batch.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;

/**
 * From the current documents to blocks of postings, keyed by what will be the row of a block:
 * {@code term | 00 | first document}. Its memory is the setting {@code tideline.index.buffer},
 * except that a document is never divided: one that alone takes more gets it.
 */
final class InvertedIndexMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, ImmutableBytesWritable> {
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final ImmutableBytesWritable value = new ImmutableBytesWritable();
  private final BytesRef first = new BytesRef();
  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private PostingsBuffer buffer;
  private long bufferBytes;
  private long documentsRead;
  private long postingsMapped;

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
    buffer = new PostingsBuffer(analyzer);
    bufferBytes = BatchSettings.from(configuration).indexBuffer();
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context) {
    record
        .decode(codec)
        .change()
        .version(record.position())
        .ifPresent(version -> add(version, context));
  }

  private void add(DocumentVersion version, Context context) {
    if (version.text().isEmpty()) {
      return;
    }
    String text = version.text().get();
    if (buffer.heapBytes() + PostingsBuffer.mostHeapBytes(text) > bufferBytes) {
      spill(context);
    }
    buffer.add(version.id(), text);
    documentsRead++;
    if (buffer.heapBytes() > bufferBytes) {
      spill(context);
    }
  }

  private void spill(Context context) {
    if (buffer.isEmpty()) {
      return;
    }
    buffer.drain((term, block) -> write(context, term, block));
    context.getCounter(IndexCount.SPILLS).increment(1);
  }

  private void write(Context context, BytesRef term, PostingColumns block) {
    block.id(0, first);
    row.set(PostingsBlock.row(term, first));
    value.set(block.encode());
    postingsMapped += block.size();
    try {
      context.write(row, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("interrupted while writing postings"));
    }
  }

  @Override
  protected void cleanup(Context context) {
    spill(context);
    context.getCounter(IndexCount.DOCUMENTS).increment(documentsRead);
    context.getCounter(IndexCount.POSTINGS_MAPPED).increment(postingsMapped);
    analyzer.close();
  }
}
