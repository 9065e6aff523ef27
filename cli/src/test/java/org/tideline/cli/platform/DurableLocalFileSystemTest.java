package org.tideline.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableLocalFileSystemTest {
  @TempDir java.nio.file.Path folder;
  private FileSystem files;

  @BeforeEach
  void open() throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.file.impl", DurableLocalFileSystem.class.getName());
    files = FileSystem.newInstance(URI.create("file:///"), configuration);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void flushedBytesAreInTheFileBeforeItIsClosed() throws IOException {
    try (FSDataOutputStream out = files.create(path("wal"))) {
      out.write(new byte[] {1, 2, 3});
      out.hflush();
      assertThat(folder.resolve("wal")).hasBinaryContent(new byte[] {1, 2, 3});
    }
  }

  @Test
  void saysThatItCanSync() throws IOException {
    try (FSDataOutputStream out = files.create(path("wal"))) {
      assertThat(out.hasCapability(StreamCapabilities.HSYNC)).isTrue();
    }
  }

  @Test
  void leavesNoChecksumFile() throws IOException {
    files.create(path("hfile")).close();
    try (var listed = Files.list(folder)) {
      assertThat(listed).containsExactly(folder.resolve("hfile"));
    }
  }

  @Test
  void isTheLocalFileSystemThatMapReduceAsksFor() {
    assertThat(files).isInstanceOf(LocalFileSystem.class);
  }

  @Test
  void hasOneServiceNameSoThatBulkLoadMoves() {
    assertThat(files.getCanonicalServiceName()).isEqualTo("file:local");
  }

  @Test
  void tellsWhatTheOperatingSystemTells() throws IOException {
    Files.write(folder.resolve("f"), new byte[7]);
    FileStatus status = files.getFileStatus(path("f"));
    assertThat(status.getLen()).isEqualTo(7);
    assertThat(status.isFile()).isTrue();
    assertThat(status.getOwner()).isEqualTo(Files.getOwner(folder.resolve("f")).getName());
    assertThat(status.getModificationTime())
        .isEqualTo(Files.getLastModifiedTime(folder.resolve("f")).toMillis());
    assertThat(status.getPath()).isEqualTo(path("f").makeQualified(files.getUri(), null));
    assertThat(files.getFileStatus(new Path(folder.toUri())).isDirectory()).isTrue();
  }

  @Test
  void setsAllTwelveBitsOfAPermission() throws IOException {
    files.mkdirs(path("staging"));
    FsPermission sticky = new FsPermission((short) 01711);
    files.setPermission(path("staging"), sticky);
    assertThat(files.getFileStatus(path("staging")).getPermission()).isEqualTo(sticky);
    assertThat(Files.getAttribute(folder.resolve("staging"), "unix:mode")).isEqualTo(0041711);
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatThrownBy(() -> files.getFileStatus(path("absent")))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("File " + path("absent") + " does not exist");
  }

  @Test
  void findsNothingBelowAFile() throws IOException {
    files.create(path("file")).close();
    assertThat(files.exists(new Path(path("file"), "below"))).isFalse();
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }
}
