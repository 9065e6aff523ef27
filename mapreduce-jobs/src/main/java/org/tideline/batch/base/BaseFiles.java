package org.tideline.batch.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.hfile.CacheConfig;
import org.apache.hadoop.hbase.io.hfile.HFile;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;

/**
 * The files of one table of the base, as the step that made them left them, in the order of rows.
 * Each has rows of its own, since the reducers that wrote them had.
 */
public final class BaseFiles {
  /** The tables whose files stay after a publication, for the run after. */
  public static final Set<BatchTable> KEPT =
      Set.of(BatchTable.WORDS, BatchTable.INDEX, BatchTable.VIEWS);

  private static final String KEY = "org.tideline.batch.base.files.";

  /** By their column family, in the order of those of the table. */
  private final Map<String, List<Part>> families;

  private BaseFiles(Map<String, List<Part>> families) {
    this.families = new LinkedHashMap<>(families);
  }

  /** A file with rows from {@code first} to {@code last}, both included. */
  record Part(Path file, byte[] first, byte[] last) {
    /** Whether a row of it may be in {@code [from, to)}; where to is empty there is no end. */
    boolean overlaps(byte[] from, byte[] to) {
      return Bytes.compareTo(last, from) >= 0 && (to.length == 0 || Bytes.compareTo(first, to) < 0);
    }
  }

  /**
   * Those of {@code table} of the base of {@code manifest}.
   *
   * @throws StepException if they are gone
   */
  public static BaseFiles of(BatchLayer layer, Manifest manifest, BatchTable table)
      throws IOException {
    Path folder = layer.files(manifest.base()).made(table.key());
    if (!layer.files().exists(folder)) {
      throw gone(folder);
    }
    return in(
        layer.files(),
        folder,
        table.families().stream().map(Bytes::toString).toList(),
        layer.hadoop());
  }

  /** Those in a folder, which has one of its own for each column family. */
  static BaseFiles in(
      FileSystem files, Path folder, List<String> families, Configuration configuration)
      throws IOException {
    Map<String, List<Part>> parts = new LinkedHashMap<>();
    for (String family : families) {
      parts.put(family, parts(files, new Path(folder, family), configuration));
    }
    return new BaseFiles(parts);
  }

  /** A generation without a single word has none. */
  private static List<Part> parts(FileSystem files, Path family, Configuration configuration)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    if (files.exists(family)) {
      for (FileStatus file : files.listStatus(family)) {
        parts.add(part(files, file.getPath(), configuration));
      }
    }
    parts.sort(Comparator.comparing(Part::first, Arrays::compareUnsigned));
    return List.copyOf(parts);
  }

  private static Part part(FileSystem files, Path file, Configuration configuration)
      throws IOException {
    try (HFile.Reader reader = open(files, file, configuration)) {
      return new Part(
          file, reader.getFirstRowKey().orElseThrow(), reader.getLastRowKey().orElseThrow());
    }
  }

  static HFile.Reader open(FileSystem files, Path file, Configuration configuration)
      throws IOException {
    try {
      return HFile.createReader(files, file, CacheConfig.DISABLED, true, configuration);
    } catch (FileNotFoundException e) {
      throw gone(file);
    }
  }

  private static StepException gone(Path file) {
    return new StepException(
        "base %s: expected what its run has made, found nothing; run the batch layer anew, with --full"
            .formatted(file));
  }

  /**
   * The first row of every file but the first of its family: where the regions of the base began.
   */
  public List<byte[]> edges() {
    return families.values().stream()
        .flatMap(parts -> parts.stream().skip(1))
        .map(Part::first)
        .toList();
  }

  /** Hands them to the tasks of a job. */
  public void write(Configuration job) {
    families.forEach((family, parts) -> write(job, family, parts));
  }

  private static void write(Configuration job, String family, List<Part> parts) {
    Base64.Encoder text = Base64.getEncoder();
    job.setStrings(
        KEY + family,
        parts.stream()
            .map(
                part ->
                    "%s %s %s"
                        .formatted(
                            text.encodeToString(part.first()),
                            text.encodeToString(part.last()),
                            part.file()))
            .toArray(String[]::new));
  }

  /** Whether the job builds on a base. */
  static boolean given(Configuration job, String family) {
    return job.get(KEY + family) != null;
  }

  /** Those files of the job's base of one family that have rows in {@code [from, to)}. */
  static List<Part> within(Configuration job, String family, byte[] from, byte[] to) {
    Base64.Decoder text = Base64.getDecoder();
    List<Part> within = new ArrayList<>();
    for (String written : job.getTrimmedStrings(KEY + family)) {
      String[] fields = written.split(" ", 3);
      Part part = new Part(new Path(fields[2]), text.decode(fields[0]), text.decode(fields[1]));
      if (part.overlaps(from, to)) {
        within.add(part);
      }
    }
    return within;
  }
}
