package org.tideline.batch.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.DocumentVersion;

/**
 * Where the regions of a table begin whose rows begin with terms, so that each gets about as much:
 * the quantiles of the terms in a sample of the documents, as Hadoop's own samplers do it for
 * sorts. A term is never divided.
 */
final class RegionSplits {
  private static final int SAMPLED_SPLITS = 8;
  private static final long SAMPLE_CHARS = 2L << 20;

  private RegionSplits() {}

  /** A term in the sample, and its part of the table. */
  record Weighed(BytesRef term, long weight) {}

  /**
   * First rows of all regions but the first: at most {@code regions - 1}, fewer where the sample
   * has fewer terms.
   */
  static byte[][] sample(
      Job job, LogRecordCodec codec, TermAnalyzer analyzer, int regions, TermWeight weight)
      throws IOException, InterruptedException {
    if (regions == 1) {
      return new byte[0][];
    }
    return quantiles(sampledTerms(job, codec, analyzer, weight), regions);
  }

  /** The same where a document has rows of any kind, of equal weight. */
  static byte[][] sampleRows(Job job, LogRecordCodec codec, int regions, DocumentRows rows)
      throws IOException, InterruptedException {
    if (regions == 1) {
      return new byte[0][];
    }
    Set<byte[]> sampled = new TreeSet<>(Arrays::compareUnsigned);
    sampleDocuments(job, codec, version -> rows.of(version, sampled));
    return quantiles(
        sampled.stream().map(row -> new Weighed(new BytesRef(row), 1)).toList(), regions);
  }

  private static void sampleDocuments(
      Job job, LogRecordCodec codec, Consumer<DocumentVersion> receiver)
      throws IOException, InterruptedException {
    ArchiveInputFormat format = new ArchiveInputFormat();
    List<InputSplit> splits = format.getSplits(job);
    int step = Math.max(1, splits.size() / SAMPLED_SPLITS);
    long charsOfEach = SAMPLE_CHARS / Math.max(1, Math.min(SAMPLED_SPLITS, splits.size()));
    for (int i = 0; i < splits.size(); i += step) {
      var task = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
      try (RecordReader<?, ArchivedRecord> reader =
          format.createRecordReader(splits.get(i), task)) {
        reader.initialize(splits.get(i), task);
        long chars = 0;
        while (chars < charsOfEach && reader.nextKeyValue()) {
          ArchivedRecord record = reader.getCurrentValue();
          var version =
              record
                  .decode(codec)
                  .change()
                  .version(record.position())
                  .filter(found -> found.content().isPresent());
          version.ifPresent(receiver);
          // One without a text takes a read too.
          chars += 1 + version.flatMap(DocumentVersion::text).map(String::length).orElse(0);
        }
      }
    }
  }

  private static List<Weighed> sampledTerms(
      Job job, LogRecordCodec codec, TermAnalyzer analyzer, TermWeight weight)
      throws IOException, InterruptedException {
    WordTotals totals = new WordTotals(analyzer);
    sampleDocuments(job, codec, version -> version.text().ifPresent(totals::add));
    List<Weighed> terms = new ArrayList<>(totals.touched());
    totals.drain(
        (term, occurrences, documents) ->
            terms.add(new Weighed(BytesRef.deepCopyOf(term), weight.of(occurrences, documents))));
    return terms;
  }

  /**
   * The terms that divide {@code terms}, which differ, into {@code parts} of about equal weight.
   */
  static byte[][] quantiles(List<Weighed> terms, int parts) {
    List<Weighed> sorted = terms.stream().sorted(Comparator.comparing(Weighed::term)).toList();
    long total = sorted.stream().mapToLong(Weighed::weight).sum();
    List<byte[]> splits = new ArrayList<>();
    long before = 0;
    long lastPart = 0;
    for (Weighed next : sorted) {
      long part = before * parts / total;
      if (part > lastPart) {
        lastPart = part;
        BytesRef first = next.term();
        splits.add(Arrays.copyOfRange(first.bytes, first.offset, first.offset + first.length));
      }
      before += next.weight();
    }
    return splits.toArray(byte[][]::new);
  }
}
