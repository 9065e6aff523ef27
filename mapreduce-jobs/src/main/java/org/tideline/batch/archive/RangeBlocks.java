package org.tideline.batch.archive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.schema.format.CorruptDataException;

/**
 * Where the Avro blocks of an archived range begin, so that a few of its records are found without
 * reading all; stored beside them as {@code blocks}.
 *
 * <pre>
 *   formatVersion(1) | count(4) | blocks
 *   block   position(8) | start(8)     big-endian; both rise
 * </pre>
 *
 * A block holds the records from its position on, up to that of the next one. Its start is the byte
 * of the file at which the marker before it begins; 0 for the first. Example, a block from position
 * 40 on, and one from position 291 on, whose marker begins at byte 80,000:
 *
 * <pre>
 *   01  00 00 00 02  00 00 00 00 00 00 00 28  00 00 00 00 00 00 00 00
 *                    00 00 00 00 00 00 01 23  00 00 00 00 00 01 38 80
 * </pre>
 *
 * A range that was archived before there were such files is one block.
 */
record RangeBlocks(List<Block> blocks) {
  private static final int FORMAT_VERSION = 1;

  /** To read over what is less takes no longer than to open a file once more. */
  private static final long GAP_BYTES = 1L << 20;

  RangeBlocks {
    blocks = List.copyOf(blocks);
  }

  /** One block. */
  record Block(long position, long start) {}

  /** Bytes {@code [start, end)} of a file. */
  record Extent(long start, long end) {}

  /** Writes them to {@code file}. */
  void write(FileSystem files, Path file) throws IOException {
    try (DataOutputStream out = files.create(file, true)) {
      out.writeByte(FORMAT_VERSION);
      out.writeInt(blocks.size());
      for (Block block : blocks) {
        out.writeLong(block.position());
        out.writeLong(block.start());
      }
    }
  }

  /**
   * Those in {@code file}; where there is none, one that begins at {@code position}.
   *
   * @throws CorruptDataException if it is not of this format
   */
  static RangeBlocks read(FileSystem files, Path file, long position) throws IOException {
    try (DataInputStream in = files.open(file)) {
      int version = in.readByte();
      if (version != FORMAT_VERSION) {
        throw new CorruptDataException(
            "archive file %s: expected format version %d, found %d; written by a newer release?"
                .formatted(file, FORMAT_VERSION, version));
      }
      int count = in.readInt();
      List<Block> blocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        blocks.add(new Block(in.readLong(), in.readLong()));
      }
      return new RangeBlocks(blocks);
    } catch (FileNotFoundException e) {
      return new RangeBlocks(List.of(new Block(position, 0)));
    }
  }

  /**
   * Which parts of the range's file to read for {@code wanted}.
   *
   * @param end position after the last of the range
   * @param fileLength of its file, in bytes
   */
  List<Extent> holding(LivePositions wanted, long end, long fileLength) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      boolean last = i + 1 == blocks.size();
      Block block = blocks.get(i);
      long next = last ? end : blocks.get(i + 1).position();
      if (wanted.countBelow(next) > wanted.countBelow(block.position())) {
        add(extents, block.start(), last ? fileLength : blocks.get(i + 1).start());
      }
    }
    return extents;
  }

  private static void add(List<Extent> extents, long start, long end) {
    int last = extents.size() - 1;
    if (last >= 0 && start - extents.get(last).end() < GAP_BYTES) {
      extents.set(last, new Extent(extents.get(last).start(), end));
    } else {
      extents.add(new Extent(start, end));
    }
  }
}
