package org.tideline.batch.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Gives a job the records that its {@link ArchiveInput} names, each once. Splits are of one size:
 * small files share one, great ones are divided; what holds no change, where only changes are
 * wanted, is not read. On one machine there are as many as map slots, since a mapper combines all
 * it reads; on a cluster each has about a block of HDFS.
 */
public final class ArchiveInputFormat extends InputFormat<NullWritable, ArchivedRecord> {
  private static final String LOCAL_SLOTS = "mapreduce.local.map.tasks.maximum";
  private static final long MIN_SPLIT_BYTES = 4L << 20;

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration job = context.getConfiguration();
    ArchiveInput input = ArchiveInput.read(job);
    FileSystem files = input.dataset().getFileSystem(job);
    MasterDataset dataset = new MasterDataset(files, input.dataset());

    List<ArchiveSplit.Piece> wanted =
        input.pieces(files, dataset.covering(input.from(), input.to()));
    long total = wanted.stream().mapToLong(ArchiveSplit.Piece::length).sum();
    List<InputSplit> splits = new ArrayList<>();
    for (List<ArchiveSplit.Piece> pieces : divide(wanted, splitBytes(job, files, input, total))) {
      splits.add(new ArchiveSplit(pieces, hosts(files, pieces.get(0))));
    }
    return splits;
  }

  private static long splitBytes(
      Configuration job, FileSystem files, ArchiveInput input, long total) {
    if (job.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME)
        .equals(MRConfig.LOCAL_FRAMEWORK_NAME)) {
      int slots = job.getInt(LOCAL_SLOTS, 1);
      return Math.max(MIN_SPLIT_BYTES, (total + slots - 1) / slots);
    }
    return files.getDefaultBlockSize(input.dataset());
  }

  /** The same bytes in the same order, in lists of {@code size} bytes; the last may have fewer. */
  static List<List<ArchiveSplit.Piece>> divide(List<ArchiveSplit.Piece> whole, long size) {
    List<List<ArchiveSplit.Piece>> splits = new ArrayList<>();
    List<ArchiveSplit.Piece> open = new ArrayList<>();
    long room = size;
    for (ArchiveSplit.Piece piece : whole) {
      long start = piece.start();
      long rest = piece.length();
      while (rest > 0) {
        long taken = Math.min(rest, room);
        open.add(new ArchiveSplit.Piece(piece.partition(), piece.file(), start, taken));
        start += taken;
        rest -= taken;
        room -= taken;
        if (room == 0) {
          splits.add(open);
          open = new ArrayList<>();
          room = size;
        }
      }
    }
    if (!open.isEmpty()) {
      splits.add(open);
    }
    return splits;
  }

  private static String[] hosts(FileSystem files, ArchiveSplit.Piece piece) throws IOException {
    BlockLocation[] blocks =
        files.getFileBlockLocations(
            files.getFileStatus(piece.file()), piece.start(), piece.length());
    return blocks.length == 0 ? new String[0] : blocks[0].getHosts();
  }

  @Override
  public RecordReader<NullWritable, ArchivedRecord> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new ArchiveRecordReader();
  }
}
