package org.tideline.batch.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.KeyValueUtil;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.Records;
import org.tideline.batch.base.BaseOnDisk;

/** An index that was changed is the one that is made anew, byte for byte. */
class IndexChangeLawsTest {
  private static final int CASES = 12;

  @TempDir Path folder;

  /** Few words, of which one is in nearly all documents and some in one only. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      text.append('w').append((int) Math.pow(random.nextInt(8), 3)).append(' ');
    }
    return text.append(random.nextInt(20) == 0 ? "rare" + random.nextInt(100) : "all").toString();
  }

  private static List<ArchivedRecord> records(Map<String, String> documents) {
    List<ArchivedRecord> records = new ArrayList<>();
    documents.forEach((id, text) -> records.add(Records.put(0, records.size(), id, text)));
    return records;
  }

  private static List<String> bytes(List<KeyValue> cells) {
    // Cells that differ in their value only are equal to HBase.
    return cells.stream()
        .map(cell -> cell + " " + Bytes.toStringBinary(CellUtil.cloneValue(cell)))
        .toList();
  }

  @Test
  void aChangedIndexIsTheOneMadeAnew() throws IOException {
    for (long seed = 1; seed <= CASES; seed++) {
      Random random = new Random(seed);
      int size = random.nextInt(600);
      Map<String, String> before = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        before.put("d%04d".formatted(random.nextInt(2_000)), text(random));
      }
      BaseOnDisk base = new BaseOnDisk(Files.createDirectory(folder.resolve("case" + seed)));
      List<KeyValue> cells = List.of();
      if (!before.isEmpty()) {
        cells = new InvertedIndexJob().run(List.of(records(before)));
        base.file(old(cells));
      }

      // Few changes or many, at the end or anywhere.
      Map<String, String> after = new TreeMap<>(before);
      Map<String, String> removed = new TreeMap<>();
      Map<String, String> added = new TreeMap<>();
      int first = random.nextBoolean() ? 0 : 1_750;
      for (int i = 1 + random.nextInt(random.nextBoolean() ? 4 : 450); i > 0; i--) {
        String id = "d%04d".formatted(first + random.nextInt(2_000 - first));
        if (before.containsKey(id)) {
          removed.put(id, before.get(id));
        }
        after.remove(id);
        added.remove(id);
        if (random.nextInt(3) > 0) {
          added.put(id, text(random));
          after.put(id, added.get(id));
        }
      }
      if (added.isEmpty() && removed.isEmpty() || after.isEmpty()) {
        continue;
      }
      List<ArchivedRecord> all = records(added);
      int middle = all.size() / 2;
      InvertedIndexJob job = new InvertedIndexJob();
      List<KeyValue> changed =
          job.change(
              base,
              records(removed),
              List.of(all.subList(0, middle), all.subList(middle, all.size())));

      InvertedIndexJob anew = new InvertedIndexJob();
      assertThat(bytes(changed))
          .as("seed %d", seed)
          .isEqualTo(bytes(anew.run(List.of(records(after)))));
      assertThat(job.count(IndexCount.POSTINGS)).isEqualTo(anew.count(IndexCount.POSTINGS));
      assertThat(job.count(IndexCount.TERMS)).isEqualTo(anew.count(IndexCount.TERMS));
      assertThat(job.count(IndexCount.BLOCKS)).isEqualTo(changed.size());
      assertThat(job.count(IndexCount.BASE_BLOCKS)).isEqualTo(cells.size());
      assertThat(job.count(IndexCount.MISSED)).isZero();
      assertThat(job.count(IndexCount.REPEATED)).isZero();
    }
  }

  /** With the timestamp of another cut. */
  private static List<KeyValue> old(List<KeyValue> cells) {
    List<KeyValue> old = new ArrayList<>();
    for (KeyValue cell : cells) {
      KeyValue copy = KeyValueUtil.copyToNewKeyValue(cell);
      copy.setTimestamp(InvertedIndexJob.STAMP - 1);
      old.add(copy);
    }
    return old;
  }

  @Test
  void whatCannotBeIsCounted() throws IOException {
    BaseOnDisk base = new BaseOnDisk(folder);
    List<ArchivedRecord> whale = List.of(Records.put(0, 0, "d1", "whale"));
    base.file(new InvertedIndexJob().run(List.of(whale)));

    InvertedIndexJob missed = new InvertedIndexJob();
    assertThat(missed.change(base, List.of(Records.put(0, 1, "d0", "whale sea")), List.of()))
        .hasSize(1);
    assertThat(missed.count(IndexCount.MISSED)).isEqualTo(2);

    InvertedIndexJob repeated = new InvertedIndexJob();
    assertThat(repeated.change(base, List.of(), List.of(whale))).hasSize(1);
    assertThat(repeated.count(IndexCount.REPEATED)).isEqualTo(1);
  }
}
