package org.tideline.batch.words;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.SumOfWindows;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowTotals;

/**
 * From the minutes of a term, and its row in the base, to its row, counts and windows; what comes
 * to nothing is no row. All documents have a row of windows alone. Rows of the base whose term has
 * not changed are written as they are.
 */
final class WordsReducer
    extends Reducer<ImmutableBytesWritable, MinutesWritable, ImmutableBytesWritable, KeyValue> {
  private final ImmutableBytesWritable baseRow = new ImmutableBytesWritable();
  private long stamp;
  private BaseWords base;
  private long rows;
  private long documents;
  private WordCount all = WordCount.ZERO;
  private WindowCalendar calendar;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) throws IOException {
    stamp = TableFiles.stamp(context.getConfiguration());
    base = BaseWords.of(context);
    calendar =
        EpochSettings.from(TidelineConfiguration.load(context.getConfiguration()))
            .windows()
            .calendar();
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable row, Iterable<MinutesWritable> mapped, Context context)
      throws IOException, InterruptedException {
    while (base.hasCurrent() && base.compareRow(row) < 0) {
      pass(context);
    }
    SumOfWindows sum = new SumOfWindows();
    sum.add(ofBase(row));
    for (MinutesWritable some : mapped) {
      sum.add(some.minutes());
    }
    WindowTotals minutes = sum.total();
    byte[] term = row.copyBytes();
    if (minutes.size() == 0) {
      return;
    }
    if (AllDocuments.is(new BytesRef(term))) {
      documents += minutes.total().documents();
    } else {
      count(minutes.total());
      for (KeyValue cell : BatchWordColumns.cells(term, minutes.total(), stamp)) {
        context.write(row, cell);
      }
    }
    for (KeyValue cell : BatchWindowColumns.cells(term, minutes, calendar, stamp)) {
      context.write(row, cell);
    }
  }

  /** What the base has of a row. */
  private WindowTotals ofBase(ImmutableBytesWritable row) throws IOException {
    if (!base.hasCurrent() || base.compareRow(row) > 0) {
      return WindowTotals.EMPTY;
    }
    BaseWords.Row found = base.take();
    WindowTotals minutes = found.minutes();
    // Where either is missing in whole rows, the step sees it by their number.
    boolean both = !found.counts().isEmpty() && !found.windows().isEmpty();
    if (both && !minutes.total().equals(found.count())) {
      throw new CorruptDataException(
          "base of words, row \"%s\": expected windows of its %d occurrences in %d documents, found those of %d in %d; run the batch layer anew, with --full"
              .formatted(
                  Bytes.toStringBinary(found.term()),
                  found.count().occurrences(),
                  found.count().documents(),
                  minutes.total().occurrences(),
                  minutes.total().documents()));
    }
    return minutes;
  }

  /** Writes a row of the base as it is. */
  private void pass(Context context) throws IOException, InterruptedException {
    BaseWords.Row row = base.take();
    if (row.isOfAllDocuments()) {
      documents += row.minutes().total().documents();
    } else {
      count(row.count());
    }
    baseRow.set(row.term());
    for (List<Cell> cells : List.of(row.counts(), row.windows())) {
      for (Cell cell : cells) {
        context.write(baseRow, (KeyValue) cell);
      }
    }
  }

  private void count(WordCount total) {
    rows++;
    all = all.plus(total);
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    while (base.hasCurrent()) {
      pass(context);
    }
    base.close();
    context.getCounter(WordsCount.ROWS).increment(rows);
    context.getCounter(WordsCount.OCCURRENCES).increment(all.occurrences());
    context.getCounter(WordsCount.POSTINGS).increment(all.documents());
    context.getCounter(WordsCount.DOCUMENTS_IN_WINDOWS).increment(documents);
    context.getCounter(WordsCount.BASE_ROWS).increment(base.rows());
    context.getCounter(WordsCount.BASE_OCCURRENCES).increment(base.all().occurrences());
    context.getCounter(WordsCount.BASE_POSTINGS).increment(base.all().documents());
    context.getCounter(WordsCount.BASE_ROWS_WITH_WINDOWS).increment(base.rowsWithWindows());
    context.getCounter(WordsCount.BASE_DOCUMENTS_IN_WINDOWS).increment(base.documents());
  }
}
