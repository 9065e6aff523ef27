package org.tideline.batch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.window.EventClock;

class MasterDatasetTest {
  @TempDir Path folder;
  private ArchiveOnDisk archive;

  @BeforeEach
  void openArchive() throws IOException {
    archive = new ArchiveOnDisk(folder);
  }

  private static PositionRange range(long from, long to) {
    return new PositionRange(0, from, to);
  }

  @Test
  void knowsWhereItEndsAndTheIngestTimeThere() throws IOException {
    assertThat(archive.dataset().end(0)).isEmpty();
    assertThat(archive.dataset().maxIngestTime(0)).isZero();

    archive.commit(range(0, 10), Records.opaque(0, 0, 10, 1));
    // The clock has stepped back: the ingest time stays.
    archive.commit(
        range(10, 12), List.of(new ArchivedRecord(0, 10, 7, Optional.empty(), Optional.empty())));

    assertThat(archive.dataset().end(0)).hasValue(12);
    assertThat(archive.dataset().maxIngestTime(0)).isEqualTo(1_009);
    assertThat(archive.dataset().records(Map.of(0, 0L), Map.of(0, 12L))).hasValue(11);
    assertThat(archive.dataset().records(Map.of(0, 0L), Map.of(0, 11L))).isEmpty();
  }

  @Test
  void keepsTheWatermarkFromRangeToRange() throws IOException {
    assertThat(archive.dataset().summary(0).watermark()).isEqualTo(EventClock.NO_WATERMARK);
    archive.commit(range(0, 10), List.of(Records.put(0, 9, "d", "its event time is its position")));
    assertThat(archive.dataset().summary(0).watermark()).isEqualTo(2);
    // Late, and not understood.
    List<ArchivedRecord> more = new ArrayList<>(List.of(Records.put(0, 20, "e", "later")));
    more.addAll(Records.opaque(0, 21, 23, 1));
    archive.commit(range(10, 23), more);
    assertThat(archive.dataset().summary(0).watermark()).isEqualTo(13);
    archive.commit(range(23, 30), Records.opaque(0, 23, 30, 1));
    assertThat(archive.dataset().summary(0).watermark()).isEqualTo(13);
  }

  @Test
  void layoutIsTheOneDescribed() throws IOException {
    archive.commit(range(0, 17_597), List.of());

    assertThat(
            folder.resolve(
                "master/topic-id/00000/00000000000000000000-00000000000000017597/records.avro"))
        .exists();
    assertThat(
            folder.resolve(
                "master/topic-id/00000/00000000000000000000-00000000000000017597/range.json"))
        .hasContent(
            "{\"formatVersion\":2,\"records\":0,\"maxIngestTime\":0,\"watermark\":-9223372036854775808}");
  }

  @Test
  void namesAGap() throws IOException {
    archive.force(range(0, 10), List.of());
    archive.force(range(12, 20), List.of());

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> archive.dataset().end(0))
        .withMessage(
            "archive: expected a range that begins at position 10 of partition 0, found partition 0 [12, 20) in file:%s/master/topic-id/00000/00000000000000000012-00000000000000000020: [10, 12) is missing; restore its folder"
                .formatted(folder));
  }

  @Test
  void namesWhatIsThereTwice() throws IOException {
    archive.force(range(0, 10), List.of());
    archive.force(range(0, 12), List.of());

    String below = "file:%s/master/topic-id/00000/".formatted(folder);
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> archive.dataset().end(0))
        .withMessage(
            "archive: expected a range that begins at position 10, found partition 0 [0, 12) in %s00000000000000000000-00000000000000000012 beside partition 0 [0, 10) in %s00000000000000000000-00000000000000000010: [0, 10) is there twice; two runs archived at once, move the shorter one away"
                .formatted(below, below));
  }

  @Test
  void refusesARangeThatDoesNotContinueIt() throws IOException {
    archive.commit(range(0, 10), List.of());
    archive.build(range(5, 15), List.of());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> archive.commit(range(5, 15), List.of()))
        .withMessage(
            "archive file:%s/master/topic-id: expected partition 0 [5, 15) to continue it, but it ends at 10 now; another run archives too, run the step again"
                .formatted(folder));
  }

  @Test
  void refusesToBeReadBeyondItsEnd() throws IOException {
    archive.commit(range(3, 10), List.of());

    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> archive.dataset().covering(Map.of(0, 3L), Map.of(0, 11L)))
        .withMessage(
            "archive file:%s/master/topic-id: expected partition 0 [3, 11), found [3, 10) of it; run the step archive, or restore the folders that are missing"
                .formatted(folder));
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> archive.dataset().covering(Map.of(0, 0L), Map.of(0, 10L)));
  }

  @Test
  void rangesComeInTheOrderOfPartitionsWhateverTheMap() throws IOException {
    PositionRange first = new PositionRange(0, 0, 4);
    PositionRange second = new PositionRange(0, 4, 9);
    PositionRange other = new PositionRange(1, 0, 7);
    archive.commit(other, List.of());
    archive.commit(first, List.of());
    archive.commit(second, List.of());
    Map<Integer, Long> from = new TreeMap<>(Comparator.reverseOrder());
    from.putAll(Map.of(0, 2L, 1, 0L));

    assertThat(archive.dataset().covering(from, Map.of(0, 9L, 1, 7L)))
        .extracting(ArchivedRange::positions)
        .containsExactly(first, second, other);
  }

  @Test
  void aRangeHoldsAPosition() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> range(5, 5))
        .withMessage(
            "expected positions [from, to) of a partition with 0 <= from < to, got partition 0 [5, 5)");
  }
}
