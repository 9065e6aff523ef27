package org.tideline.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.KeyValueUtil;
import org.apache.hadoop.hbase.io.hfile.CacheConfig;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.io.hfile.HFileContextBuilder;
import org.apache.hadoop.hbase.io.hfile.HFileScanner;
import org.apache.hadoop.hbase.util.Bytes;

/** A fault in what one run leaves for the next: its files, with other counts of some words. */
final class ChangedFile {
  private static final String OCCURRENCES = "occurrences";

  private ChangedFile() {}

  /**
   * Adds to the occurrences of words in the files of a family; sums over all words are what they
   * were where what is added is 0 together.
   *
   * @return how many cells were changed
   */
  static int plant(Configuration configuration, Path family, Map<String, Long> added)
      throws IOException {
    FileSystem files = family.getFileSystem(configuration);
    int changed = 0;
    for (FileStatus file : files.listStatus(family)) {
      List<KeyValue> cells = read(configuration, files, file.getPath());
      int before = changed;
      for (int i = 0; i < cells.size(); i++) {
        KeyValue cell = cells.get(i);
        Long more = added.get(Bytes.toString(CellUtil.cloneRow(cell)));
        if (more != null && OCCURRENCES.equals(Bytes.toString(CellUtil.cloneQualifier(cell)))) {
          cells.set(i, with(cell, Bytes.toLong(CellUtil.cloneValue(cell)) + more));
          changed++;
        }
      }
      if (changed > before) {
        write(configuration, files, file.getPath(), cells);
      }
    }
    return changed;
  }

  private static KeyValue with(KeyValue cell, long value) {
    return new KeyValue(
        CellUtil.cloneRow(cell),
        CellUtil.cloneFamily(cell),
        CellUtil.cloneQualifier(cell),
        cell.getTimestamp(),
        Bytes.toBytes(value));
  }

  private static List<KeyValue> read(Configuration configuration, FileSystem files, Path file)
      throws IOException {
    List<KeyValue> cells = new ArrayList<>();
    try (HFile.Reader reader =
            HFile.createReader(files, file, CacheConfig.DISABLED, true, configuration);
        HFileScanner scanner = reader.getScanner(configuration, false, false)) {
      for (boolean found = scanner.seekTo(); found; found = scanner.next()) {
        Cell cell = scanner.getCell();
        cells.add(KeyValueUtil.copyToNewKeyValue(cell));
      }
    }
    return cells;
  }

  private static void write(
      Configuration configuration, FileSystem files, Path file, List<KeyValue> cells)
      throws IOException {
    Path beside = file.suffix(".changed");
    try (HFile.Writer writer =
        HFile.getWriterFactoryNoCache(configuration)
            .withPath(files, beside)
            .withFileContext(new HFileContextBuilder().build())
            .create()) {
      for (KeyValue cell : cells) {
        writer.append(cell);
      }
    }
    files.delete(file, false);
    files.rename(beside, file);
  }
}
