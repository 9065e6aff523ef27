package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.archive.RangeBlocks.Block;
import org.tideline.batch.archive.RangeBlocks.Extent;
import org.tideline.schema.format.CorruptDataException;

class RangeBlocksTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path file;
  private org.apache.hadoop.fs.Path path;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    file = folder.resolve("blocks");
    path = new org.apache.hadoop.fs.Path(file.toUri());
  }

  private static LivePositions live(long... positions) {
    LivePositions live = LivePositions.none();
    for (long position : positions) {
      live.add(position);
    }
    return live;
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    RangeBlocks blocks = new RangeBlocks(List.of(new Block(40, 0), new Block(291, 80_000)));
    blocks.write(files, path);

    assertThat(HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(file)))
        .isEqualTo(
            "01 00 00 00 02"
                + " 00 00 00 00 00 00 00 28 00 00 00 00 00 00 00 00"
                + " 00 00 00 00 00 00 01 23 00 00 00 00 00 01 38 80");
    assertThat(RangeBlocks.read(files, path, 40)).isEqualTo(blocks);
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    Files.write(file, new byte[] {9});
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> RangeBlocks.read(files, path, 0))
        .withMessage(
            "archive file file:%s: expected format version 1, found 9; written by a newer release?"
                .formatted(file));
  }

  @Test
  void aRangeWithoutThemIsOneBlock() throws IOException {
    assertThat(RangeBlocks.read(files, path, 40).holding(live(55), 60, 500))
        .containsExactly(new Extent(0, 500));
  }

  @Test
  void namesTheBlocksThatHoldAPosition() {
    RangeBlocks blocks =
        new RangeBlocks(
            List.of(
                new Block(0, 0),
                new Block(10, 2 * MIB),
                new Block(20, 4 * MIB),
                new Block(30, 6 * MIB)));

    assertThat(blocks.holding(live(), 40, 8 * MIB)).isEmpty();
    assertThat(blocks.holding(live(9), 40, 8 * MIB)).containsExactly(new Extent(0, 2 * MIB));
    assertThat(blocks.holding(live(10, 19), 40, 8 * MIB))
        .containsExactly(new Extent(2 * MIB, 4 * MIB));
    assertThat(blocks.holding(live(0, 10, 39), 40, 8 * MIB))
        .containsExactly(new Extent(0, 4 * MIB), new Extent(6 * MIB, 8 * MIB));
    // Those of another range.
    assertThat(blocks.holding(live(40), 40, 8 * MIB)).isEmpty();
  }

  @Test
  void readsOverASmallGap() {
    RangeBlocks blocks =
        new RangeBlocks(List.of(new Block(0, 0), new Block(10, 100), new Block(20, MIB + 99)));
    assertThat(blocks.holding(live(5, 25), 30, 2 * MIB)).containsExactly(new Extent(0, 2 * MIB));

    RangeBlocks wider =
        new RangeBlocks(List.of(new Block(0, 0), new Block(10, 100), new Block(20, MIB + 100)));
    assertThat(wider.holding(live(5, 25), 30, 2 * MIB))
        .containsExactly(new Extent(0, 100), new Extent(MIB + 100, 2 * MIB));
  }
}
