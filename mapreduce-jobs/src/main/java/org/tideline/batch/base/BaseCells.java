package org.tideline.batch.base;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.KeyValueUtil;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.io.hfile.HFileScanner;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.partition.TotalOrderPartitioner;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.format.CorruptDataException;

/**
 * The cells of a column family of the base that lie in the region of a reducer, one after the
 * other, each once, with the timestamp of the new cut: a cell that has not changed is written as it
 * comes. A job without a base has none. Not safe for use by several threads.
 */
public final class BaseCells implements Closeable {
  private final Configuration job;
  private final long stamp;
  private final byte[] from;
  private final byte[] to;
  private final Iterator<BaseFiles.Part> ahead;

  private Optional<Open> open = Optional.empty();
  private Optional<KeyValue> current = Optional.empty();

  private record Open(BaseFiles.Part part, HFile.Reader reader, HFileScanner scanner) {}

  private BaseCells(Configuration job, byte[] from, byte[] to, List<BaseFiles.Part> parts)
      throws IOException {
    this.job = job;
    this.stamp = TableFiles.stamp(job);
    this.from = from;
    this.to = to;
    this.ahead = parts.iterator();
    advance();
  }

  /** Those of one column family of the reducer that {@code task} is. */
  public static BaseCells of(TaskAttemptContext task, byte[] family) throws IOException {
    Configuration job = task.getConfiguration();
    String name = Bytes.toString(family);
    if (!BaseFiles.given(job, name)) {
      return new BaseCells(job, HConstants.EMPTY_START_ROW, HConstants.EMPTY_END_ROW, List.of());
    }
    return of(job, name, task.getTaskAttemptID().getTaskID().getId());
  }

  /** Those between the edges by which the job's partitioner divides. */
  private static BaseCells of(Configuration job, String family, int reducer) throws IOException {
    byte[] from = HConstants.EMPTY_START_ROW;
    byte[] to = HConstants.EMPTY_END_ROW;
    var file = new org.apache.hadoop.fs.Path(TotalOrderPartitioner.getPartitionFile(job));
    try (SequenceFile.Reader edges = new SequenceFile.Reader(job, SequenceFile.Reader.file(file))) {
      ImmutableBytesWritable edge = new ImmutableBytesWritable();
      for (int i = 0; i <= reducer && edges.next(edge, NullWritable.get()); i++) {
        if (i == reducer - 1) {
          from = edge.copyBytes();
        } else if (i == reducer) {
          to = edge.copyBytes();
        }
      }
    }
    return new BaseCells(job, from, to, BaseFiles.within(job, family, from, to));
  }

  /** Whether there is a cell that was not passed yet. */
  public boolean hasCurrent() {
    return current.isPresent();
  }

  /** That cell; stays as it is when the next one is read. */
  public KeyValue current() {
    return current.orElseThrow();
  }

  /** Where the row of the current cell stands beside {@code row}. */
  public int compareRow(ImmutableBytesWritable row) {
    KeyValue cell = current();
    return Bytes.compareTo(
        cell.getRowArray(),
        cell.getRowOffset(),
        cell.getRowLength(),
        row.get(),
        row.getOffset(),
        row.getLength());
  }

  /** All cells of the row of the current one, from it on; goes behind them. */
  public List<Cell> row() throws IOException {
    List<Cell> cells = new ArrayList<>();
    KeyValue first = current();
    while (hasCurrent() && CellUtil.matchingRows(first, current())) {
      cells.add(current());
      advance();
    }
    return cells;
  }

  /**
   * Goes to the next cell.
   *
   * @throws CorruptDataException if a file is damaged
   */
  public void advance() throws IOException {
    boolean found = open.isPresent() && guarded(open.get().part(), open.get().scanner()::next);
    while (!found && ahead.hasNext()) {
      found = begin(ahead.next());
    }
    current = found ? Optional.of(stamped()) : Optional.empty();
    if (found && to.length > 0 && compareRow(current.get(), to) >= 0) {
      current = Optional.empty();
    }
  }

  private boolean begin(BaseFiles.Part part) throws IOException {
    close();
    FileSystem files = part.file().getFileSystem(job);
    HFile.Reader reader = BaseFiles.open(files, part.file(), job);
    open = Optional.of(new Open(part, reader, reader.getScanner(job, false, false)));
    HFileScanner scanner = open.get().scanner();
    return guarded(part, () -> seek(scanner));
  }

  /** To the first cell at or after the beginning of the region. */
  private boolean seek(HFileScanner scanner) throws IOException {
    if (from.length == 0) {
      return scanner.seekTo();
    }
    int where = scanner.seekTo(KeyValueUtil.createFirstOnRow(from));
    if (where == 0 || where == HConstants.INDEX_KEY_MAGIC) {
      // There, or, where an index has a shorter key than its block begins with, right after it.
      return true;
    }
    return where < 0 ? scanner.seekTo() : scanner.next();
  }

  private KeyValue stamped() {
    // The reader may use its memory again for the next cell.
    KeyValue cell = KeyValueUtil.copyToNewKeyValue(open.orElseThrow().scanner().getCell());
    cell.setTimestamp(stamp);
    return cell;
  }

  private static int compareRow(KeyValue cell, byte[] row) {
    return Bytes.compareTo(
        cell.getRowArray(), cell.getRowOffset(), cell.getRowLength(), row, 0, row.length);
  }

  private interface Read {
    boolean run() throws IOException;
  }

  private boolean guarded(BaseFiles.Part part, Read read) throws IOException {
    try {
      return read.run();
    } catch (IOException e) {
      throw new CorruptDataException(
          "base %s, after row \"%s\": expected a cell, found %s; run the batch layer anew, with --full"
              .formatted(
                  part.file(),
                  current.map(cell -> Bytes.toStringBinary(CellUtil.cloneRow(cell))).orElse(""),
                  e.getMessage()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().scanner().close();
      open.get().reader().close();
      open = Optional.empty();
    }
  }
}
