package org.tideline.schema.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingCursor;
import org.tideline.views.posting.PostingCursorContract;

class StoredPostingsTest {
  private static final byte[] TERM = Bytes.toBytes("whale");

  /** Blocks of any size, the last one of what is left. */
  private static StoredPostings stored(List<Posting> postings, int perBlock) {
    List<Cell> cells = new ArrayList<>();
    for (int from = 0; from < postings.size(); from += perBlock) {
      int to = Math.min(postings.size(), from + perBlock);
      cells.add(PostingsBlock.cell(TERM, postings.subList(from, to), 7));
    }
    return StoredPostings.of(cells);
  }

  private static List<Posting> random(Random random, int number) {
    TreeMap<String, Posting> postings = new TreeMap<>(DocumentId.ORDER);
    for (int i = 0; i < number; i++) {
      String id = "é/%s%d".formatted(random.nextBoolean() ? "speech-" : "", random.nextInt(3_000));
      int[] positions =
          random.ints(0, 200).distinct().limit(1 + random.nextInt(5)).sorted().toArray();
      postings.put(id, new Posting(id, 200 + random.nextInt(9), positions));
    }
    return List.copyOf(postings.values());
  }

  @Test
  void goesThroughItsBlocks() {
    Random random = new Random(20_261_125);
    for (int perBlock : new int[] {1, 2, 7, 128}) {
      for (int number : new int[] {1, 2, 7, 128, 129, 700}) {
        List<Posting> postings = random(random, number);
        PostingCursorContract.check(stored(postings, perBlock), postings, random);
      }
    }
    PostingCursorContract.check(StoredPostings.NONE, List.of(), random);
    PostingCursorContract.check(StoredPostings.of(List.of()), List.of(), random);
  }

  /** So that a word of many documents fits into a cache. */
  @Test
  void takesNoMoreThanItsBytes() {
    List<Posting> postings = random(new Random(7), 2_000);
    long cells = 0;
    for (int from = 0; from < postings.size(); from += 128) {
      int to = Math.min(postings.size(), from + 128);
      cells += PostingsBlock.cell(TERM, postings.subList(from, to), 7).getLength();
    }
    assertThat(stored(postings, 128).bytes()).isBetween(cells / 2, cells);
  }

  private static KeyValue cell(String value) {
    byte[] row = Bytes.toBytes("whale\0moby/1");
    return new KeyValue(row, PostingsBlock.FAMILY, Bytes.toBytes("b"), 7, bytes(value));
  }

  @Test
  void refusesWhatIsNoBlock() {
    assertThatThrownBy(() -> StoredPostings.of(List.of(cell("09 02"))))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "index row \"whale\\x00moby/1\", column p:b: expected format version 1, found 9 (2 bytes); written by a newer release?");
    PostingCursor ids =
        StoredPostings.of(List.of(cell("01 02 05 01 30 28 ac 02 02 01 02 07 00"))).cursor();
    assertThatThrownBy(() -> ids.advance(new BytesRef("moby/1")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "index block of a term that begins with document \"moby/1\": expected ids that rise, found \"moby/0\" after \"moby/1\"");
    PostingCursor positions =
        StoredPostings.of(List.of(cell("01 02 05 02 32 33 28 ac 02 02 01 02 00 00"))).cursor();
    assertThat(positions.next()).isTrue();
    assertThat(positions.frequency()).isEqualTo(2);
    assertThatThrownBy(() -> positions.position(0))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "index block of a term that begins with document \"moby/1\": posting of document \"moby/1\": expected positions that rise from 0, found 2 after 2");
  }
}
