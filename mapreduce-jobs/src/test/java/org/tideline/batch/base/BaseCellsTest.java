package org.tideline.batch.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.step.StepException;
import org.tideline.batch.step.TableFiles;
import org.tideline.schema.format.CorruptDataException;

class BaseCellsTest {
  private static final long STAMP = 1_795_437_000_000L << 20;

  @TempDir Path folder;
  private final Configuration job = HBaseConfiguration.create();
  private BaseOnDisk base;

  @BeforeEach
  void open() throws IOException {
    base = new BaseOnDisk(folder);
    TableFiles.stampWith(job, STAMP);
  }

  private static KeyValue cell(int row, String qualifier) {
    return new KeyValue(
        Bytes.toBytes("r%04d".formatted(row)),
        Bytes.toBytes("f"),
        Bytes.toBytes(qualifier),
        7,
        Bytes.toBytes(row));
  }

  private static List<KeyValue> rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(row -> cell(row, "q")).toList();
  }

  private BaseCells open(int reducer) throws IOException {
    return BaseCells.of(
        new TaskAttemptContextImpl(
            job, new TaskAttemptID(new TaskID("job", 1, TaskType.REDUCE, reducer), 0)),
        Bytes.toBytes("f"));
  }

  private List<Integer> read(int reducer) throws IOException {
    List<Integer> read = new ArrayList<>();
    try (BaseCells cells = open(reducer)) {
      while (cells.hasCurrent()) {
        KeyValue cell = cells.current();
        assertThat(cell.getTimestamp()).isEqualTo(STAMP);
        assertThat(Bytes.toString(CellUtil.cloneRow(cell)))
            .isEqualTo("r%04d".formatted(Bytes.toInt(CellUtil.cloneValue(cell))));
        read.add(Bytes.toInt(CellUtil.cloneValue(cell)));
        cells.advance();
      }
    }
    return read;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void aJobWithoutABaseHasNone() throws IOException {
    assertThat(read(0)).isEmpty();
  }

  @Test
  void eachRegionHasItsOwnWhateverTheFiles() throws IOException {
    base.file(rows(0, 300));
    base.file(rows(300, 301));
    base.file(rows(310, 700));

    base.give(job);
    assertThat(read(0)).hasSize(691).startsWith(0).endsWith(699).isSorted();

    base.give(job, "r0100", "r0300", "r0305", "r0650");
    assertThat(read(0)).isEqualTo(numbers(0, 100));
    assertThat(read(1)).isEqualTo(numbers(100, 300));
    assertThat(read(2)).isEqualTo(numbers(300, 301));
    assertThat(read(3)).isEqualTo(numbers(310, 650));
    assertThat(read(4)).isEqualTo(numbers(650, 700));

    base.give(job, "a", "r01005", "z");
    assertThat(read(0)).isEmpty();
    assertThat(read(1)).isEqualTo(numbers(0, 101));
    assertThat(read(2)).startsWith(101).endsWith(699).hasSize(590);
    assertThat(read(3)).isEmpty();
  }

  @Test
  void givesAllCellsOfARow() throws IOException {
    base.file(List.of(cell(1, "a"), cell(1, "b"), cell(2, "a")));
    base.give(job);
    try (BaseCells cells = open(0)) {
      ImmutableBytesWritable row = new ImmutableBytesWritable(Bytes.toBytes("r0001"));
      assertThat(cells.compareRow(row)).isZero();
      assertThat(cells.row())
          .extracting(cell -> Bytes.toString(CellUtil.cloneQualifier(cell)))
          .containsExactly("a", "b");
      assertThat(cells.compareRow(row)).isPositive();
      assertThat(cells.row()).hasSize(1);
      assertThat(cells.hasCurrent()).isFalse();
    }
  }

  @Test
  void namesAFileThatIsGone() throws IOException {
    var file = base.file(rows(0, 10));
    base.give(job);
    Files.delete(Path.of(file.toUri()));
    assertThatExceptionOfType(StepException.class)
        .isThrownBy(() -> open(0))
        .withMessage(
            "base %s: expected what its run has made, found nothing; run the batch layer anew, with --full"
                .formatted(file));
  }

  @Test
  void namesADamagedFile() throws IOException {
    Path file = Path.of(base.file(rows(0, 1_000)).toUri());
    base.give(job);
    byte[] bytes = Files.readAllBytes(file);
    int block = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("DATABLKE", 2_000);
    bytes[block] ^= 1;
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> read(0))
        .withMessageMatching(
            "base file:.*/ffff, after row \"r\\d+\": expected a cell, found .*; run the batch layer anew, with --full");
  }
}
