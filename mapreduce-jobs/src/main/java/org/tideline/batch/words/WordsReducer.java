package org.tideline.batch.words;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowTotals;

/**
 * From the minutes of a term to its row, counts and windows; a total of zero is no row. All
 * documents have a row of windows alone.
 */
final class WordsReducer
    extends Reducer<ImmutableBytesWritable, MinutesWritable, ImmutableBytesWritable, KeyValue> {
  private long stamp;
  private long rows;
  private long occurrences;
  private long postings;
  private long documents;
  private WindowCalendar calendar;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) {
    stamp = TableFiles.stamp(context.getConfiguration());
    calendar =
        EpochSettings.from(TidelineConfiguration.load(context.getConfiguration()))
            .windows()
            .calendar();
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable row, Iterable<MinutesWritable> mapped, Context context)
      throws IOException, InterruptedException {
    WindowTotals minutes = WindowTotals.EMPTY;
    for (MinutesWritable some : mapped) {
      minutes = minutes.plus(some.minutes());
    }
    WordCount total = minutes.total();
    byte[] term = row.copyBytes();
    if (AllDocuments.is(new BytesRef(term))) {
      documents += total.documents();
      writeWindows(row, term, minutes, context);
    } else if (!total.equals(WordCount.ZERO)) {
      rows++;
      occurrences += total.occurrences();
      postings += total.documents();
      for (KeyValue cell : BatchWordColumns.cells(term, total, stamp)) {
        context.write(row, cell);
      }
      writeWindows(row, term, minutes, context);
    }
  }

  private void writeWindows(
      ImmutableBytesWritable row, byte[] term, WindowTotals minutes, Context context)
      throws IOException, InterruptedException {
    for (KeyValue cell : BatchWindowColumns.cells(term, minutes, calendar, stamp)) {
      context.write(row, cell);
    }
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(WordsCount.ROWS).increment(rows);
    context.getCounter(WordsCount.DOCUMENTS_IN_WINDOWS).increment(documents);
    context.getCounter(WordsCount.OCCURRENCES).increment(occurrences);
    context.getCounter(WordsCount.POSTINGS).increment(postings);
  }
}
