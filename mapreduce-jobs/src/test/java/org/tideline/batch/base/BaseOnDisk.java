package org.tideline.batch.base;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.io.encoding.DataBlockEncoding;
import org.apache.hadoop.hbase.io.hfile.CacheConfig;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.io.hfile.HFileContextBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapreduce.lib.partition.TotalOrderPartitioner;

/** The files of a base in a folder of a test's own. */
public final class BaseOnDisk {
  private final Configuration configuration = HBaseConfiguration.create();
  private final FileSystem files;
  private final Path folder;
  private final Set<String> families = new TreeSet<>();
  private int written;

  public BaseOnDisk(java.nio.file.Path folder) throws IOException {
    this.files = FileSystem.getLocal(configuration);
    this.folder = new Path(folder.toUri());
  }

  /** Writes a file as a reducer does; names do not follow the order of rows. */
  public Path file(List<KeyValue> cells) throws IOException {
    String family = Bytes.toString(CellUtil.cloneFamily(cells.get(0)));
    families.add(family);
    Path file = new Path(new Path(folder, family), "%04x".formatted(0xffff - written++));
    try (HFile.Writer writer =
        HFile.getWriterFactory(configuration, CacheConfig.DISABLED)
            .withPath(files, file)
            .withFileContext(
                new HFileContextBuilder()
                    .withBlockSize(512)
                    .withDataBlockEncoding(DataBlockEncoding.FAST_DIFF)
                    .build())
            .create()) {
      for (KeyValue cell : cells) {
        writer.append(cell);
      }
    }
    return file;
  }

  /** Gives a job the files, and regions that begin at {@code edges}. */
  public void give(Configuration job, String... edges) throws IOException {
    BaseFiles.in(files, folder, List.copyOf(families), configuration).write(job);
    Path partitions = new Path(folder, "partitions");
    try (SequenceFile.Writer writer =
        SequenceFile.createWriter(
            configuration,
            SequenceFile.Writer.file(partitions),
            SequenceFile.Writer.keyClass(ImmutableBytesWritable.class),
            SequenceFile.Writer.valueClass(NullWritable.class))) {
      for (String edge : Arrays.asList(edges)) {
        writer.append(new ImmutableBytesWritable(Bytes.toBytes(edge)), NullWritable.get());
      }
    }
    TotalOrderPartitioner.setPartitionFile(job, partitions);
  }
}
