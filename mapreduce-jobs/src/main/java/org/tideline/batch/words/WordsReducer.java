package org.tideline.batch.words;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.tideline.batch.base.BaseCells;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;

/**
 * From the totals of a term, and its row in the base, to its row; a total of zero is no row. Rows
 * of the base whose term has not changed are written as they are.
 */
final class WordsReducer
    extends Reducer<ImmutableBytesWritable, WordCountWritable, ImmutableBytesWritable, KeyValue> {
  private final ImmutableBytesWritable baseRow = new ImmutableBytesWritable();
  private long stamp;
  private BaseCells base;
  private long rows;
  private long baseRows;
  private WordCount all = WordCount.ZERO;
  private WordCount allOfBase = WordCount.ZERO;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) throws IOException {
    stamp = TableFiles.stamp(context.getConfiguration());
    base = BaseCells.of(context);
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable row, Iterable<WordCountWritable> counts, Context context)
      throws IOException, InterruptedException {
    while (base.hasCurrent() && base.compareRow(row) < 0) {
      pass(context);
    }
    WordCount total =
        base.hasCurrent() && base.compareRow(row) == 0 ? ofBase(base.row()) : WordCount.ZERO;
    for (WordCountWritable count : counts) {
      total = total.plus(count.count());
    }
    if (total.equals(WordCount.ZERO)) {
      return;
    }
    count(total);
    for (KeyValue cell : BatchWordColumns.cells(row.copyBytes(), total, stamp)) {
      context.write(row, cell);
    }
  }

  /** Writes a row of the base as it is. */
  private void pass(Context context) throws IOException, InterruptedException {
    List<Cell> cells = base.row();
    count(ofBase(cells));
    for (Cell cell : cells) {
      baseRow.set(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength());
      context.write(baseRow, (KeyValue) cell);
    }
  }

  private WordCount ofBase(List<Cell> cells) {
    WordCount count = BatchWordColumns.count(Result.create(cells));
    baseRows++;
    allOfBase = allOfBase.plus(count);
    return count;
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
    context.getCounter(WordsCount.BASE_ROWS).increment(baseRows);
    context.getCounter(WordsCount.BASE_OCCURRENCES).increment(allOfBase.occurrences());
    context.getCounter(WordsCount.BASE_POSTINGS).increment(allOfBase.documents());
  }
}
