package org.tideline.batch.current;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.document.Version;

class CurrentFileTest {
  private static final List<CurrentVersion> EXAMPLE =
      List.of(
          version("Melville", 1_795_437_000_000L, 258, false), version("ähre", -3, 1L << 33, true));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("00000.avro");
  }

  private static CurrentVersion version(String id, long eventTime, long position, boolean deleted) {
    return new CurrentVersion(new BytesRef(id), new Version(eventTime, position), deleted);
  }

  private void write(List<CurrentVersion> versions) throws IOException {
    try (DataFileWriter<CurrentVersion> out = CurrentFile.create(Files.newOutputStream(file))) {
      for (CurrentVersion version : versions) {
        out.append(version);
      }
    }
  }

  private static List<CurrentVersion> read(Path file) throws IOException {
    List<CurrentVersion> read = new ArrayList<>();
    FileSystem files = FileSystem.getLocal(new Configuration());
    try (CurrentVersions versions =
        new CurrentVersions(files, new org.apache.hadoop.fs.Path(file.toUri()))) {
      versions.forEachRemaining(read::add);
    }
    return read;
  }

  private void assertRefused(String found) {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> read(file))
        .withMessage("current versions file:%s%s".formatted(file, found));
  }

  @Test
  void isWhatWasWritten() throws IOException {
    write(EXAMPLE);
    assertThat(read(file)).isEqualTo(EXAMPLE);
  }

  @Test
  void readsAFileOfFormatOne() throws IOException, URISyntaxException {
    assertThat(read(Path.of(CurrentFileTest.class.getResource("current-1.avro").toURI())))
        .isEqualTo(EXAMPLE);
  }

  @Test
  void anyReaderOfAvroReadsIt() throws IOException {
    write(EXAMPLE);

    try (var reader =
        new DataFileReader<GenericRecord>(file.toFile(), new GenericDatumReader<>())) {
      assertThat(reader.getSchema())
          .hasToString(
              "{\"type\":\"record\",\"name\":\"Version\",\"namespace\":\"org.tideline.current\",\"fields\":["
                  + "{\"name\":\"id\",\"type\":\"bytes\"},"
                  + "{\"name\":\"eventTime\",\"type\":\"long\"},"
                  + "{\"name\":\"position\",\"type\":\"long\"},"
                  + "{\"name\":\"deleted\",\"type\":\"boolean\"}]}");
      assertThat(reader.getMetaString("tideline.format")).isEqualTo("current/1");
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("zstandard");
      assertThat(reader.next())
          .hasToString(
              "{\"id\": \"Melville\", \"eventTime\": 1795437000000, \"position\": 258, \"deleted\": false}");
    }
  }

  @Test
  void namesAFileThatIsGone() {
    assertRefused(": expected the file that the step current writes, found none; restore it");
  }

  @Test
  void namesADamagedFile() throws IOException {
    write(EXAMPLE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 30] ^= 1;
    Files.write(file, bytes);

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> read(file))
        .withMessageMatching(
            "current versions file:\\Q%s\\E, after id none: expected a version, found .*; restore the file"
                .formatted(file));
  }

  @Test
  void refusesIdsThatDoNotRise() throws IOException {
    write(List.of(version("b", 1, 1, false), version("a", 1, 2, false)));
    assertRefused(": expected an id after \"b\", found \"a\"; restore the file");

    write(List.of(version("b", 1, 1, false), version("b", 2, 2, false)));
    assertRefused(": expected an id after \"b\", found \"b\"; restore the file");
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    write(EXAMPLE);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("current/1", "current/9"), StandardCharsets.ISO_8859_1);

    assertRefused(
        ": expected tideline.format \"current/1\", found \"current/9\"; written by a newer release?");
  }
}
