package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.archive.ArchiveSplit.Piece;
import org.tideline.schema.format.CorruptDataException;

class ArchiveInputFormatTest {
  private static final int RECORDS = 3_000;

  @TempDir Path folder;
  private ArchiveOnDisk archive;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = new ArchiveOnDisk(folder);
    Random random = new Random(1);
    for (int partition = 0; partition < 2; partition++) {
      List<ArchivedRecord> records = new ArrayList<>();
      for (int position = 0; position < RECORDS; position++) {
        byte[] value = new byte[random.nextInt(2_000)];
        random.nextBytes(value);
        records.add(
            new ArchivedRecord(
                partition, position, position, Optional.empty(), Optional.of(value)));
      }
      archive.commit(new PositionRange(partition, 0, 1_000), records.subList(0, 1_000));
      archive.commit(new PositionRange(partition, 1_000, RECORDS), records.subList(1_000, RECORDS));
    }
  }

  private static List<String> places(List<ArchivedRecord> records) {
    return records.stream().map(record -> record.partition() + ":" + record.position()).toList();
  }

  @Test
  void givesEveryRecordOnceHoweverItIsDivided() throws Exception {
    ArchiveInput input =
        ArchiveInput.records(
            archive.dataset(), Map.of(0, 10L, 1, 0L), Map.of(0, (long) RECORDS, 1, RECORDS - 5L));
    Configuration job = new Configuration(archive.configuration());
    input.write(job);
    List<Piece> whole = new ArrayList<>();
    for (ArchivedRange range : archive.dataset().covering(input.from(), input.to())) {
      whole.add(
          new Piece(
              range.positions().partition(),
              range.records().getPath(),
              0,
              range.records().getLen()));
    }
    List<String> expected = new ArrayList<>();
    IntStream.range(10, RECORDS).forEach(position -> expected.add("0:" + position));
    IntStream.range(0, RECORDS - 5).forEach(position -> expected.add("1:" + position));

    for (long size : List.of(1L << 40, 3_000_000L, 777_777L, 100_000L)) {
      List<String> found = new ArrayList<>();
      for (List<Piece> pieces : ArchiveInputFormat.divide(whole, size)) {
        found.addAll(places(ArchiveOnDisk.read(new ArchiveSplit(pieces, new String[0]), job)));
      }
      assertThat(found).as("splits of %d bytes", size).isEqualTo(expected);
    }
  }

  @Test
  void dividesIntoEqualSplits() {
    org.apache.hadoop.fs.Path a = new org.apache.hadoop.fs.Path("/a");
    org.apache.hadoop.fs.Path b = new org.apache.hadoop.fs.Path("/b");

    assertThat(
            ArchiveInputFormat.divide(List.of(new Piece(0, a, 0, 25), new Piece(1, b, 0, 5)), 10))
        .containsExactly(
            List.of(new Piece(0, a, 0, 10)),
            List.of(new Piece(0, a, 10, 10)),
            List.of(new Piece(0, a, 20, 5), new Piece(1, b, 0, 5)));
  }

  @Test
  void oneMachineGetsASplitForEachSlot() throws Exception {
    archive.configuration().setInt("mapreduce.local.map.tasks.maximum", 2);
    archive.configuration().set("mapreduce.framework.name", "local");

    // Too little for two: one is quicker.
    assertThat(
            archive.read(
                ArchiveInput.records(archive.dataset(), Map.of(0, 0L), Map.of(0, (long) RECORDS))))
        .hasSize(1);
    assertThat(
            archive.read(
                ArchiveInput.records(
                    archive.dataset(),
                    Map.of(0, 0L, 1, 0L),
                    Map.of(0, (long) RECORDS, 1, (long) RECORDS))))
        .hasSize(2);
  }

  @Test
  void givesOnlyLivePositions() throws Exception {
    LivePositions live = LivePositions.none();
    live.add(5);
    live.add(2_999);
    LivePositions.none().write(archive.files(), new org.apache.hadoop.fs.Path(folder.toUri()), 0);
    live.write(archive.files(), new org.apache.hadoop.fs.Path(folder.toUri()), 1);

    assertThat(
            archive
                .read(
                    ArchiveInput.documents(
                        archive.dataset(),
                        Map.of(0, 0L, 1, 0L),
                        Map.of(0, (long) RECORDS, 1, (long) RECORDS),
                        new org.apache.hadoop.fs.Path(folder.toUri())))
                .stream()
                .flatMap(split -> places(split).stream()))
        .containsExactly("1:5", "1:2999");
  }

  @Test
  void givesWhatHasChangedAndReadsLittleElse() throws Exception {
    org.apache.hadoop.fs.Path live = live("live", 5, 1_700, 2_999);
    org.apache.hadoop.fs.Path base = live("base", 5, 42, 1_700);
    ArchiveInput documents =
        ArchiveInput.documents(
            archive.dataset(),
            Map.of(0, 0L, 1, 0L),
            Map.of(0, (long) RECORDS, 1, (long) RECORDS),
            live);
    Configuration job = new Configuration(archive.configuration());
    ArchiveInput changes = ArchiveInput.changes(documents, base);
    changes.write(job);

    List<ArchivedRecord> read = archive.read(changes).stream().flatMap(List::stream).toList();

    assertThat(places(read)).containsExactly("1:42", "1:2999");
    DocumentSigns signs = new DocumentSigns(job);
    assertThat(signs.isRemoved(read.get(0))).isTrue();
    assertThat(signs.isRemoved(read.get(1))).isFalse();
    // Two blocks of the 6 MB, in two files.
    assertThat(
            new ArchiveInputFormat()
                .getSplits(Job.getInstance(job)).stream()
                    .mapToLong(split -> ((ArchiveSplit) split).getLength())
                    .sum())
        .isBetween(400_000L, 600_000L);
    documents.write(job);
    assertThat(new DocumentSigns(job).isRemoved(read.get(0))).isFalse();
  }

  /** Live positions of partition 1. */
  private org.apache.hadoop.fs.Path live(String name, long... positions) throws IOException {
    var below = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    LivePositions live = LivePositions.none();
    for (long position : positions) {
      live.add(position);
    }
    LivePositions.none().write(archive.files(), below, 0);
    live.write(archive.files(), below, 1);
    return below;
  }

  @Test
  void everyBlockIsWhereItIsSaidToBe() throws Exception {
    for (int position : new int[] {0, 1_000, 1_234, 1_999, 2_345, 2_999}) {
      ArchiveInput one =
          ArchiveInput.changes(
              ArchiveInput.documents(
                  archive.dataset(), Map.of(1, 0L), Map.of(1, (long) RECORDS), live("a", position)),
              live("none"));
      assertThat(archive.read(one)).hasSize(1);
      assertThat(places(archive.read(one).get(0))).containsExactly("1:" + position);
    }
  }

  @Test
  void aSplitSurvivesItsJourney() throws IOException {
    ArchiveSplit split =
        new ArchiveSplit(
            List.of(new Piece(3, new org.apache.hadoop.fs.Path("/a"), 7, 9)), new String[0]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    split.write(new DataOutputStream(bytes));
    ArchiveSplit arrived = new ArchiveSplit();
    arrived.readFields(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(arrived.pieces()).isEqualTo(split.pieces());
    assertThat(arrived.getLength()).isEqualTo(9);
  }

  @Test
  void namesADamagedFile() throws Exception {
    PositionRange range = new PositionRange(0, 0, 1_000);
    Path file = Path.of(archive.records(range).toUri());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling(".records.avro.crc"));

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(
            () ->
                archive.read(
                    ArchiveInput.records(archive.dataset(), Map.of(0, 0L), Map.of(0, 1_000L))))
        .withMessageMatching(
            "archive file file:.*/records.avro, after position \\d+: expected a record, found .*; restore the file");
  }

  @Test
  void refusesAFileOfAnotherKind() throws Exception {
    PositionRange range = new PositionRange(0, 0, 1_000);
    Path file = Path.of(archive.records(range).toUri());
    Files.deleteIfExists(file.resolveSibling(".records.avro.crc"));
    Files.writeString(file, "not Avro at all");

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(
            () ->
                archive.read(
                    ArchiveInput.records(archive.dataset(), Map.of(0, 0L), Map.of(0, 1_000L))))
        .withMessageStartingWith("archive file file:%s".formatted(file))
        .withMessageContaining(": expected an Avro file, found ");
  }
}
