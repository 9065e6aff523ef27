package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.tideline.schema.format.CorruptDataException;

/** Reads the wanted records of a split, file by file. */
final class ArchiveRecordReader extends RecordReader<NullWritable, ArchivedRecord> {
  private final Deque<ArchiveSplit.Piece> ahead = new ArrayDeque<>();
  private Configuration job;
  private ArchiveInput input;
  private long length;
  private long done;

  private int wantedPartition = -1;
  private LongPredicate wanted = position -> false;
  private Optional<OpenPiece> open = Optional.empty();
  private ArchivedRecord current;

  /** Opens no file yet, so that whatever fails does so inside the mapper. */
  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) {
    job = context.getConfiguration();
    input = ArchiveInput.read(job);
    ahead.addAll(((ArchiveSplit) split).pieces());
    length = Math.max(1, ((ArchiveSplit) split).getLength());
    context.getCounter(ArchiveCount.BYTES).increment(length);
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    while (true) {
      if (open.isEmpty()) {
        if (ahead.isEmpty()) {
          return false;
        }
        open = Optional.of(new OpenPiece(ahead.remove()));
      }
      Optional<ArchivedRecord> next = open.get().next();
      if (next.isPresent()) {
        current = next.get();
        return true;
      }
      done += open.get().piece.length();
      close();
    }
  }

  @Override
  public NullWritable getCurrentKey() {
    return NullWritable.get();
  }

  @Override
  public ArchivedRecord getCurrentValue() {
    return current;
  }

  @Override
  public float getProgress() {
    return (float) done / length;
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().reader.close();
      open = Optional.empty();
    }
  }

  /** Kept from piece to piece: those of a partition follow each other. */
  private LongPredicate wanted(FileSystem files, int partition) throws IOException {
    if (partition != wantedPartition) {
      wanted = input.wanted(files, partition);
      wantedPartition = partition;
    }
    return wanted;
  }

  private final class OpenPiece {
    private final ArchiveSplit.Piece piece;
    private final DataFileReader<Optional<ArchivedRecord>> reader;
    private long last = -1;

    private OpenPiece(ArchiveSplit.Piece piece) throws IOException {
      FileSystem files = piece.file().getFileSystem(job);
      this.piece = piece;
      this.reader =
          ArchiveFile.open(
              files, files.getFileStatus(piece.file()), wanted(files, piece.partition()));
      reader.sync(piece.start());
    }

    private Optional<ArchivedRecord> next() throws IOException {
      try {
        while (reader.hasNext() && !reader.pastSync(piece.start() + piece.length())) {
          Optional<ArchivedRecord> record = reader.next(Optional.empty());
          if (record.isPresent()) {
            return Optional.of(inOrder(record.get()));
          }
        }
        return Optional.empty();
      } catch (AvroRuntimeException | IOException e) {
        throw new CorruptDataException(
            "archive file %s, after position %d: expected a record, found %s; restore the file"
                .formatted(piece.file(), last, e.getMessage()),
            e);
      }
    }

    private ArchivedRecord inOrder(ArchivedRecord record) {
      if (record.partition() != piece.partition() || record.position() <= last) {
        throw new CorruptDataException(
            "archive file %s: expected a position of partition %d after %d, found %d of partition %d; restore the file"
                .formatted(
                    piece.file(), piece.partition(), last, record.position(), record.partition()));
      }
      last = record.position();
      return record;
    }
  }
}
