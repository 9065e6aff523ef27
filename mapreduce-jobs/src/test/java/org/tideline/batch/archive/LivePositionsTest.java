package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.schema.format.CorruptDataException;

class LivePositionsTest {
  @TempDir Path folder;
  private FileSystem files;
  private org.apache.hadoop.fs.Path below;

  @BeforeEach
  void open() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    below = new org.apache.hadoop.fs.Path(folder.toUri());
  }

  @Test
  void isWhatWasWritten() throws IOException {
    LivePositions live = LivePositions.none();
    live.add(7);
    live.add(0);
    live.add(1L << 33);
    live.write(files, below, 4);

    LivePositions read = LivePositions.read(files, below, 4);

    assertThat(read.count()).isEqualTo(3);
    assertThat(read.contains(0)).isTrue();
    assertThat(read.contains(1)).isFalse();
    assertThat(read.contains(7)).isTrue();
    assertThat(read.contains(1L << 33)).isTrue();
    assertThat(read.contains(1)).isFalse();
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    LivePositions live = LivePositions.none();
    live.add(1);
    live.add(258);
    live.write(files, below, 0);

    assertThat(
            HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(folder.resolve("00000.live"))))
        .isEqualTo(
            "01"
                // one 32-bit bitmap, for the high bits 0
                + " 01 00 00 00 00 00 00 00 00 00 00 00"
                // cookie without runs, one container, key 0, two values, offset 16
                + " 3a 30 00 00 01 00 00 00 00 00 01 00 10 00 00 00"
                + " 01 00 02 01");
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    Files.write(folder.resolve("00000.live"), new byte[] {9});

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> LivePositions.read(files, below, 0))
        .withMessage(
            "live positions file:%s/00000.live: expected format version 1, found 9; written by a newer release?"
                .formatted(folder));
  }

  @Test
  void namesAFileThatIsGone() {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> LivePositions.read(files, below, 0))
        .withMessage(
            "live positions file:%s/00000.live: expected the file that the step current writes, found none; restore it"
                .formatted(folder));
  }
}
