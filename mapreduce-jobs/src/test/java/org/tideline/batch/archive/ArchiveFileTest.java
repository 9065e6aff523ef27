package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.schema.format.CorruptDataException;

class ArchiveFileTest {
  private static final String SCHEMA =
      "{\"type\":\"record\",\"name\":\"Record\",\"namespace\":\"org.tideline.archive\",\"fields\":["
          + "{\"name\":\"partition\",\"type\":\"int\"},"
          + "{\"name\":\"position\",\"type\":\"long\"},"
          + "{\"name\":\"logAppendTime\",\"type\":\"long\"},"
          + "{\"name\":\"key\",\"type\":[\"null\",\"bytes\"],\"default\":null},"
          + "{\"name\":\"value\",\"type\":[\"null\",\"bytes\"],\"default\":null}]}";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("records.avro");
  }

  private static ArchivedRecord record(
      long position, Optional<String> key, Optional<String> value) {
    return new ArchivedRecord(
        3,
        position,
        1_795_437_000_000L + position,
        key.map(String::getBytes),
        value.map(String::getBytes));
  }

  private static List<ArchivedRecord> example() {
    return List.of(
        record(0, Optional.of("whale"), Optional.of("Call me")),
        record(7, Optional.of("ship"), Optional.empty()),
        record(1L << 33, Optional.empty(), Optional.of("")));
  }

  private void write(List<ArchivedRecord> records) throws IOException {
    try (DataFileWriter<ArchivedRecord> out = ArchiveFile.create(Files.newOutputStream(file))) {
      for (ArchivedRecord record : records) {
        out.append(record);
      }
    }
  }

  private static List<Optional<ArchivedRecord>> read(Path file, LongPredicate wanted)
      throws IOException {
    List<Optional<ArchivedRecord>> read = new ArrayList<>();
    FileSystem files = FileSystem.getLocal(new Configuration());
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (var reader = ArchiveFile.open(files, files.getFileStatus(path), wanted)) {
      reader.forEach(read::add);
    }
    return read;
  }

  private static void assertExample(List<Optional<ArchivedRecord>> found) {
    assertThat(found).hasSize(3).allMatch(Optional::isPresent);
    assertThat(found.stream().map(Optional::get)).usingRecursiveComparison().isEqualTo(example());
  }

  @Test
  void isWhatWasWritten() throws IOException {
    write(example());
    assertExample(read(file, position -> true));
  }

  @Test
  void readsAFileOfFormatOne() throws IOException, URISyntaxException {
    assertExample(
        read(
            Path.of(ArchiveFileTest.class.getResource("archive-1.avro").toURI()),
            position -> true));
  }

  @Test
  void readsOverWhatIsNotWanted() throws IOException {
    write(example());

    assertThat(read(file, position -> position == 1L << 33))
        .extracting(Optional::isPresent)
        .containsExactly(false, false, true);
  }

  @Test
  void anyReaderOfAvroReadsIt() throws IOException {
    write(example());

    try (var reader =
        new DataFileReader<GenericRecord>(file.toFile(), new GenericDatumReader<>())) {
      assertThat(reader.getSchema()).hasToString(SCHEMA);
      assertThat(reader.getMetaString("tideline.format")).isEqualTo("archive/1");
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("zstandard");
      assertThat(reader.next())
          .hasToString(
              "{\"partition\": 3, \"position\": 0, \"logAppendTime\": 1795437000000, \"key\": \"whale\", \"value\": \"Call me\"}");
      assertThat(reader.next())
          .hasToString(
              "{\"partition\": 3, \"position\": 7, \"logAppendTime\": 1795437000007, \"key\": \"ship\", \"value\": null}");
    }
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    write(example());
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("archive/1", "archive/9"), StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> read(file, position -> true))
        .withMessage(
            "archive file file:%s: expected tideline.format \"archive/1\", found \"archive/9\"; written by a newer release?"
                .formatted(file));
  }
}
