package org.tideline.batch.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.roaringbitmap.longlong.Roaring64NavigableMap;
import org.tideline.schema.format.CorruptDataException;

/**
 * The positions of one partition whose version is current and no delete: what a generation's views
 * are made of. Reading the archive through it gives the current documents, like the live documents
 * of a Lucene segment.
 *
 * <pre>
 *   file   formatVersion(1) | bitmap
 *   bitmap the portable format of 64-bit Roaring bitmaps
 *          (https://github.com/RoaringBitmap/RoaringFormatSpec, "Extension for 64-bit implementations")
 * </pre>
 *
 * At most a bit per position, and little more than nothing for long runs.
 */
public final class LivePositions {
  private static final int FORMAT_VERSION = 1;

  private final Roaring64NavigableMap positions;

  private LivePositions(Roaring64NavigableMap positions) {
    this.positions = positions;
  }

  /** No position. */
  public static LivePositions none() {
    return new LivePositions(new Roaring64NavigableMap());
  }

  /** Adds a position; the order does not matter. */
  public void add(long position) {
    positions.addLong(position);
  }

  /** Whether the version at {@code position} is current and no delete. */
  public boolean contains(long position) {
    return positions.contains(position);
  }

  /** How many there are below {@code position}. */
  long countBelow(long position) {
    return position == 0 ? 0 : positions.rankLong(position - 1);
  }

  /** Those that are not in {@code other}; what is here is changed. */
  LivePositions without(LivePositions other) {
    positions.andNot(other.positions);
    return this;
  }

  /** Those that are in one of both; what is here is changed. */
  LivePositions differing(LivePositions other) {
    positions.xor(other.positions);
    return this;
  }

  /** How many there are: the current documents of the partition. */
  public long count() {
    return positions.getLongCardinality();
  }

  /** The file of a partition in a folder of such files. */
  private static Path file(Path folder, int partition) {
    return new Path(folder, "%05d.live".formatted(partition));
  }

  /** Writes the file of {@code partition} in {@code folder}. */
  public void write(FileSystem files, Path folder, int partition) throws IOException {
    positions.runOptimize();
    try (OutputStream stream = files.create(file(folder, partition), true);
        DataOutputStream out = new DataOutputStream(stream)) {
      out.writeByte(FORMAT_VERSION);
      positions.serializePortable(out);
    }
  }

  /**
   * Reads the file of {@code partition} in {@code folder}.
   *
   * @throws CorruptDataException if there is none, or it is not of this format
   */
  public static LivePositions read(FileSystem files, Path folder, int partition)
      throws IOException {
    Path file = file(folder, partition);
    Roaring64NavigableMap positions = new Roaring64NavigableMap();
    try (DataInputStream in = new DataInputStream(files.open(file))) {
      int version = in.readByte();
      if (version != FORMAT_VERSION) {
        throw new CorruptDataException(
            "live positions %s: expected format version %d, found %d; written by a newer release?"
                .formatted(file, FORMAT_VERSION, version));
      }
      positions.deserializePortable(in);
    } catch (FileNotFoundException e) {
      throw new CorruptDataException(
          "live positions %s: expected the file that the step current writes, found none; restore it"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new CorruptDataException(
          "live positions %s: expected a bitmap after the version, found %s"
              .formatted(file, e.getMessage()),
          e);
    }
    return new LivePositions(positions);
  }
}
