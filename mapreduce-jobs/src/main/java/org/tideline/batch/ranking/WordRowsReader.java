package org.tideline.batch.ranking;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValueUtil;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.HFileInputFormat;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;

/** Puts the two cells of a word together, which stand one after the other in its file. */
final class WordRowsReader extends RecordReader<ImmutableBytesWritable, LongWritable> {
  private final RecordReader<NullWritable, Cell> cells;
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final LongWritable documents = new LongWritable();

  WordRowsReader() throws IOException, InterruptedException {
    this.cells = new HFileInputFormat().createRecordReader(null, null);
  }

  @Override
  public void initialize(InputSplit split, TaskAttemptContext context)
      throws IOException, InterruptedException {
    cells.initialize(split, context);
  }

  @Override
  public boolean nextKeyValue() throws IOException, InterruptedException {
    if (!cells.nextKeyValue()) {
      return false;
    }
    // The reader may use its memory again for the next cell.
    Cell first = KeyValueUtil.copyToNewKeyValue(cells.getCurrentValue());
    List<Cell> word =
        cells.nextKeyValue() ? List.of(first, cells.getCurrentValue()) : List.of(first);
    WordCount count = BatchWordColumns.count(Result.create(word));
    row.set(RankingRow.row(CellUtil.cloneRow(first), count.occurrences()));
    documents.set(count.documents());
    return true;
  }

  @Override
  public ImmutableBytesWritable getCurrentKey() {
    return row;
  }

  @Override
  public LongWritable getCurrentValue() {
    return documents;
  }

  @Override
  public float getProgress() throws IOException, InterruptedException {
    return cells.getProgress();
  }

  @Override
  public void close() throws IOException {
    cells.close();
  }
}
