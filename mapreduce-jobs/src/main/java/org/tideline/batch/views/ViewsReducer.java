package org.tideline.batch.views;

import java.io.IOException;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.base.BaseCells;
import org.tideline.batch.step.TableFiles;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/**
 * From what mappers combined of a row, and its value in the base, to its value; what comes to zero
 * is no row. Rows of the base that have not changed are written as they are.
 */
final class ViewsReducer
    extends Reducer<
        ImmutableBytesWritable, ImmutableBytesWritable, ImmutableBytesWritable, KeyValue> {
  private final ImmutableBytesWritable baseRow = new ImmutableBytesWritable();
  private long stamp;
  private BaseCells base;
  private Views views;
  private long rows;
  private long baseRows;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) throws IOException {
    stamp = TableFiles.stamp(context.getConfiguration());
    base = BaseCells.of(context, ViewRow.FAMILY);
    views =
        EpochSettings.from(TidelineConfiguration.load(context.getConfiguration())).views().load();
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable row, Iterable<ImmutableBytesWritable> mapped, Context context)
      throws IOException, InterruptedException {
    while (base.hasCurrent() && base.compareRow(row) < 0) {
      pass(context);
    }
    byte[] name = row.copyBytes();
    EncodedView view = view(new BytesRef(name));
    BytesRef sum = view.zero();
    if (base.hasCurrent() && base.compareRow(row) == 0) {
      sum = ViewRow.value(base.current());
      baseRows++;
      base.advance();
    }
    for (ImmutableBytesWritable some : mapped) {
      sum = view.plus(sum, new BytesRef(some.copyBytes()));
    }
    if (!view.isZero(sum)) {
      rows++;
      context.write(row, ViewRow.cell(name, sum, stamp));
    }
  }

  private EncodedView view(BytesRef row) {
    String name = ViewRow.view(row);
    return views
        .named(name)
        .orElseThrow(
            () ->
                new CorruptDataException(
                    "views row of view \"%s\": expected one of the views %s"
                        .formatted(name, views.names())));
  }

  /** Writes a row of the base as it is. */
  private void pass(Context context) throws IOException, InterruptedException {
    KeyValue cell = base.current();
    baseRow.set(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength());
    context.write(baseRow, cell);
    baseRows++;
    rows++;
    base.advance();
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    while (base.hasCurrent()) {
      pass(context);
    }
    base.close();
    context.getCounter(ViewsCount.ROWS).increment(rows);
    context.getCounter(ViewsCount.BASE_ROWS).increment(baseRows);
  }
}
