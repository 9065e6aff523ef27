package org.tideline.batch.index;

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
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;

/**
 * From the documents to blocks of postings, keyed by what will be the row of a block: {@code term |
 * 00 | first document}; those of documents that the base has and that are not current any more are
 * marked as taken away. Its memory is the setting {@code tideline.index.buffer}, except that a
 * document is never divided: one that alone takes more gets it.
 */
final class InvertedIndexMapper
    extends Mapper<NullWritable, ArchivedRecord, ImmutableBytesWritable, BlockWritable> {
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final BlockWritable value = new BlockWritable();
  private final BytesRef first = new BytesRef();
  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private DocumentSigns signs;
  private PostingsBuffer added;
  private PostingsBuffer removed;
  private long bufferBytes;
  private long documentsRead;
  private long documentsRemoved;
  private long postingsMapped;
  private long removalsMapped;

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
    signs = new DocumentSigns(context.getConfiguration());
    added = new PostingsBuffer(analyzer);
    removed = new PostingsBuffer(analyzer);
    bufferBytes = BatchSettings.from(configuration).indexBuffer();
  }

  @Override
  protected void map(NullWritable none, ArchivedRecord record, Context context) throws IOException {
    boolean isRemoved = signs.isRemoved(record);
    record
        .decode(codec)
        .change()
        .version(record.position())
        .ifPresent(version -> add(version, isRemoved, context));
  }

  private void add(DocumentVersion version, boolean isRemoved, Context context) {
    if (version.text().isEmpty()) {
      return;
    }
    String text = version.text().get();
    if (heapBytes() + PostingsBuffer.mostHeapBytes(text) > bufferBytes) {
      spill(context);
    }
    if (isRemoved) {
      removed.add(version.id(), text);
      documentsRemoved++;
    } else {
      added.add(version.id(), text);
      documentsRead++;
    }
    if (heapBytes() > bufferBytes) {
      spill(context);
    }
  }

  private long heapBytes() {
    // Most often there is nothing to take away.
    return removed.isEmpty() ? added.heapBytes() : added.heapBytes() + removed.heapBytes();
  }

  private void spill(Context context) {
    if (added.isEmpty() && removed.isEmpty()) {
      return;
    }
    if (!removed.isEmpty()) {
      removed.drain((term, block) -> removalsMapped += write(context, term, block, true));
    }
    added.drain((term, block) -> postingsMapped += write(context, term, block, false));
    context.getCounter(IndexCount.SPILLS).increment(1);
  }

  private int write(Context context, BytesRef term, PostingColumns block, boolean isRemoved) {
    block.id(0, first);
    row.set(PostingsBlock.row(term, first));
    value.set(isRemoved, block.encode());
    try {
      context.write(row, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(
          new InterruptedIOException("interrupted while writing postings"));
    }
    return block.size();
  }

  @Override
  protected void cleanup(Context context) {
    spill(context);
    context.getCounter(IndexCount.DOCUMENTS).increment(documentsRead);
    context.getCounter(IndexCount.DOCUMENTS_REMOVED).increment(documentsRemoved);
    context.getCounter(IndexCount.POSTINGS_MAPPED).increment(postingsMapped);
    context.getCounter(IndexCount.REMOVALS_MAPPED).increment(removalsMapped);
    analyzer.close();
  }
}
