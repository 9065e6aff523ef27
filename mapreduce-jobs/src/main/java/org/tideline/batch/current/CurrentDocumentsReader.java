package org.tideline.batch.current;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.lucene.util.ArrayUtil;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.window.TimelineRow;

/** Reads the part of a file of current versions that begins within a split. */
final class CurrentDocumentsReader extends RecordReader<ImmutableBytesWritable, LongWritable> {
  private final ImmutableBytesWritable row = new ImmutableBytesWritable();
  private final LongWritable position = new LongWritable();
  private Path file;
  private DataFileReader<CurrentVersion> reader;
  private long start;
  private long end;

  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
    FileSplit part = (FileSplit) split;
    file = part.getPath();
    start = part.getStart();
    end = start + part.getLength();
    reader = CurrentFile.open(file.getFileSystem(context.getConfiguration()), file);
    reader.sync(start);
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    try {
      while (reader.hasNext() && !reader.pastSync(end)) {
        CurrentVersion next = reader.next();
        if (!next.deleted()) {
          byte[] id =
              ArrayUtil.copyOfSubArray(
                  next.id().bytes, next.id().offset, next.id().offset + next.id().length);
          row.set(TimelineRow.row(next.version().eventTime(), id));
          position.set(next.version().position());
          return true;
        }
      }
      return false;
    } catch (AvroRuntimeException e) {
      throw new CorruptDataException(
          "current versions %s: expected a version, found %s; restore the file"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public ImmutableBytesWritable getCurrentKey() {
    return row;
  }

  @Override
  public LongWritable getCurrentValue() {
    return position;
  }

  @Override
  public float getProgress() throws IOException {
    return end == start ? 1 : Math.min(1, (float) (reader.tell() - start) / (end - start));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
