package org.tideline.batch.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tideline.batch.index.InvertedIndexJob.STAMP;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.Records;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.views.posting.Posting;

class InvertedIndexJobTest {
  /** 900 documents in no order of ids: a word in all, some in many, and one of its own in each. */
  private static List<ArchivedRecord> documents() {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 900).boxed().toList());
    Collections.shuffle(numbers, new Random(7));
    List<ArchivedRecord> records = new ArrayList<>();
    for (int number : numbers) {
      String text = "all w%d all own%d v%d".formatted(number % 7, number, number % 100);
      records.add(Records.put(0, records.size(), "d" + number, text));
    }
    return records;
  }

  private static List<List<ArchivedRecord>> splits(List<ArchivedRecord> all, int count) {
    List<List<ArchivedRecord>> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      splits.add(all.subList(i * all.size() / count, (i + 1) * all.size() / count));
    }
    return splits;
  }

  private static Map<String, List<Posting>> read(List<KeyValue> cells) {
    Map<String, List<Posting>> terms = new TreeMap<>();
    for (KeyValue cell : cells) {
      terms
          .computeIfAbsent(Bytes.toString(PostingsBlock.term(cell)), term -> new ArrayList<>())
          .addAll(PostingsBlock.decode(cell));
    }
    return terms;
  }

  @Test
  void holdsEveryPostingOfEveryTermInOrder() throws IOException {
    InvertedIndexJob job = new InvertedIndexJob();
    List<KeyValue> cells = job.run(splits(documents(), 2));

    Map<String, List<Posting>> expected = new HashMap<>();
    for (int number = 0; number < 900; number++) {
      String id = "d" + number;
      posting(expected, "all", new Posting(id, 5, new int[] {0, 2}));
      posting(expected, "w" + number % 7, new Posting(id, 5, new int[] {1}));
      posting(expected, "own" + number, new Posting(id, 5, new int[] {3}));
      posting(expected, "v" + number % 100, new Posting(id, 5, new int[] {4}));
    }
    expected.values().forEach(postings -> postings.sort(null));
    assertThat(read(cells)).isEqualTo(expected);

    assertThat(cells).isSortedAccordingTo(CellComparator.getInstance());
    assertThat(cells).allSatisfy(cell -> assertThat(cell.getTimestamp()).isEqualTo(STAMP));
    assertThat(job.count(IndexCount.DOCUMENTS)).isEqualTo(900);
    assertThat(job.count(IndexCount.POSTINGS_MAPPED)).isEqualTo(3_600);
    assertThat(job.count(IndexCount.POSTINGS)).isEqualTo(3_600);
    assertThat(job.count(IndexCount.OCCURRENCES)).isEqualTo(4_500);
    assertThat(job.count(IndexCount.TERMS)).isEqualTo(1_008);
    assertThat(job.count(IndexCount.BLOCKS)).isEqualTo(cells.size());
    assertThat(job.count(IndexCount.REPEATED)).isZero();
    assertThat(job.count(IndexCount.SPILLS)).isEqualTo(2);
  }

  private static void posting(Map<String, List<Posting>> all, String term, Posting posting) {
    all.computeIfAbsent(term, added -> new ArrayList<>()).add(posting);
  }

  @Test
  void cutsBlocksFromTheFirstDocumentOn() throws IOException {
    List<KeyValue> cells = new InvertedIndexJob().run(splits(documents(), 3));
    assertThat(
            cells.stream()
                .filter(cell -> Bytes.toString(PostingsBlock.term(cell)).equals("all"))
                .map(cell -> PostingsBlock.decode(cell).size()))
        .containsExactly(128, 128, 128, 128, 128, 128, 128, 4);
  }

  @Test
  void theCellsDependNeitherOnSplitsNorOnMemoryNorOnOrder() throws IOException {
    List<ArchivedRecord> documents = documents();
    List<String> expected = bytes(new InvertedIndexJob().run(splits(documents, 1)));

    assertThat(bytes(new InvertedIndexJob().run(splits(documents, 3)))).isEqualTo(expected);

    InvertedIndexJob tiny = new InvertedIndexJob().set("tideline.index.buffer", "64k");
    assertThat(bytes(tiny.run(splits(documents, 3)))).isEqualTo(expected);
    assertThat(tiny.count(IndexCount.SPILLS)).isGreaterThan(3);

    List<ArchivedRecord> sorted = new ArrayList<>(documents);
    sorted.sort(Comparator.comparing(record -> Bytes.toString(record.key().orElseThrow())));
    assertThat(bytes(new InvertedIndexJob().run(splits(sorted, 5)))).isEqualTo(expected);
  }

  /** Cells that differ in their value only are equal to HBase. */
  private static List<String> bytes(List<KeyValue> cells) {
    return cells.stream()
        .map(cell -> cell + " " + Bytes.toStringBinary(CellUtil.cloneValue(cell)))
        .toList();
  }

  @Test
  void aPostingThatComesTwiceIsCountedAndStoredOnce() throws IOException {
    InvertedIndexJob job = new InvertedIndexJob();
    List<ArchivedRecord> once = List.of(Records.put(0, 0, "d1", "whale"));
    List<ArchivedRecord> again =
        List.of(Records.put(0, 1, "d1", "whale"), Records.put(0, 2, "d2", "whale"));

    Map<String, List<Posting>> terms = read(job.run(List.of(once, again)));

    assertThat(terms.get("whale")).extracting(Posting::document).containsExactly("d1", "d2");
    assertThat(job.count(IndexCount.REPEATED)).isEqualTo(1);
    assertThat(job.count(IndexCount.POSTINGS)).isEqualTo(2);
    assertThat(job.count(IndexCount.POSTINGS_MAPPED)).isEqualTo(3);
  }

  @Test
  void aCellStaysSmallWhereDocumentsAreLong() throws IOException {
    String text = "whale ".repeat(30_000);
    List<ArchivedRecord> documents =
        IntStream.range(0, 5).mapToObj(i -> Records.put(0, i, "d" + i, text)).toList();

    List<KeyValue> cells = new InvertedIndexJob().run(List.of(documents));

    assertThat(cells.stream().map(cell -> PostingsBlock.decode(cell).size())).containsExactly(3, 2);
    assertThat(read(cells).get("whale"))
        .allSatisfy(posting -> assertThat(posting.frequency()).isEqualTo(30_000));
  }

  @Test
  void termsAndIdsSortAsBytes() throws IOException {
    List<ArchivedRecord> documents =
        List.of(
            Records.put(0, 0, "中", "zebra état"),
            Records.put(0, 1, "é", "zebra a ab"),
            Records.put(0, 2, "z", "zebra 中文 ab"),
            Records.put(0, 3, "z/1", "ab a"));
    List<KeyValue> cells =
        new InvertedIndexJob().set("tideline.analyzer", "whitespace").run(splits(documents, 2));

    assertThat(cells).isSortedAccordingTo(CellComparator.getInstance());
    assertThat(
            read(cells).entrySet().stream()
                .map(
                    entry ->
                        entry.getKey()
                            + entry.getValue().stream()
                                .map(Posting::document)
                                .collect(Collectors.toList())))
        .containsExactly("a[z/1, é]", "ab[z, z/1, é]", "zebra[z, é, 中]", "état[中]", "中文[z]");
  }
}
