package org.tideline.schema.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.Posting;

class PostingsBlockTest {
  private static final byte[] TERM = Bytes.toBytes("whale");
  private static final List<Posting> EXAMPLE =
      List.of(posting("moby/1", 40, 2, 9), posting("moby/23", 300, 0));
  private static final String ROW = "77 68 61 6c 65 00 6d 6f 62 79 2f 31";
  private static final String VALUE = "01 02 05 02 32 33 28 ac 02 02 01 02 07 00";

  private static Posting posting(String document, int length, int... positions) {
    return new Posting(document, length, positions);
  }

  private static KeyValue cell(String row, String value) {
    return new KeyValue(bytes(row), PostingsBlock.FAMILY, Bytes.toBytes("b"), 7, bytes(value));
  }

  @Test
  void writesTheBytesOfItsExample() {
    Cell cell = PostingsBlock.cell(TERM, EXAMPLE, 77);
    assertThat(hex(CellUtil.cloneRow(cell))).isEqualTo(ROW);
    assertThat(Bytes.toString(CellUtil.cloneFamily(cell))).isEqualTo("p");
    assertThat(Bytes.toString(CellUtil.cloneQualifier(cell))).isEqualTo("b");
    assertThat(cell.getTimestamp()).isEqualTo(77);
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo(VALUE);
  }

  @Test
  void readsTheBytesOfItsExample() {
    assertThat(PostingsBlock.decode(cell(ROW, VALUE))).isEqualTo(EXAMPLE);
    assertThat(PostingsBlock.term(cell(ROW, VALUE))).isEqualTo(TERM);
  }

  @Test
  void packsTheColumnsOfALongerBlock() {
    List<Posting> postings =
        IntStream.range(10, 20).mapToObj(i -> posting("d" + i, 16, i - 10, 13)).toList();
    // Of 9 ids: 2 bytes shared, 1 more, which is 31 to 39; lengths 16; frequencies 2.
    String value =
        "01 0a 00 02 00 01 04 31 01 23 45 67 80 00 10 00 02 04 00 0d 1c 2b 3a 49 58 67 76 85 94";
    // Positions 0 13, 1 12, 2 11 and so on, as 0 13 1 12 2 11.
    Cell cell = PostingsBlock.cell(TERM, postings, 7);
    assertThat(PostingsBlock.decode(cell)).isEqualTo(postings);
    assertThat(hex(CellUtil.cloneValue(cell))).isEqualTo(value);
  }

  @Test
  void scansTheBlocksOfOneTerm() {
    Scan scan = PostingsBlock.scan(TERM);
    assertThat(hex(scan.getStartRow())).isEqualTo("77 68 61 6c 65 00");
    assertThat(hex(scan.getStopRow())).isEqualTo("77 68 61 6c 65 01");
    assertThat(PostingsBlock.scan().getStartRow()).isEmpty();
    assertThat(PostingsBlock.scan().getStopRow()).isEmpty();
  }

  @Property
  void readsWhatItWrote(@ForAll("blocks") List<Posting> postings) {
    assertThat(PostingsBlock.decode(PostingsBlock.cell(TERM, postings, 7))).isEqualTo(postings);
  }

  @Property
  void readsAgainWithTheSameColumns(
      @ForAll("blocks") List<Posting> postings, @ForAll("blocks") List<Posting> others) {
    PostingColumns columns = new PostingColumns();
    PostingsBlock.decode(PostingsBlock.cell(TERM, others, 7), columns);
    PostingsBlock.decode(PostingsBlock.cell(TERM, postings, 7), columns);
    List<Posting> read = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      read.add(columns.posting(i));
    }
    assertThat(read).isEqualTo(postings);
  }

  @Property
  void sortsRowsByTermThenByDocument(
      @ForAll("texts") String term,
      @ForAll("texts") String otherTerm,
      @ForAll("texts") String id,
      @ForAll("texts") String otherId) {
    int byTerm = new BytesRef(term).compareTo(new BytesRef(otherTerm));
    int byId = DocumentId.ORDER.compare(id, otherId);
    int byRow =
        Bytes.compareTo(
            PostingsBlock.row(new BytesRef(term), new BytesRef(id)),
            PostingsBlock.row(new BytesRef(otherTerm), new BytesRef(otherId)));
    assertThat(Integer.signum(byRow)).isEqualTo(Integer.signum(byTerm != 0 ? byTerm : byId));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('a', 'b', '0', 'é', '中').ofMinLength(1).ofMaxLength(6);
  }

  @Provide
  Arbitrary<List<Posting>> blocks() {
    Arbitrary<String> numbered =
        Arbitraries.integers().between(0, 400).map(i -> "speech-%03d".formatted(i));
    Arbitrary<int[]> gaps =
        Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.integers().between(1, 90)),
                Tuple.of(1, Arbitraries.integers().between(1, 90_000)))
            .array(int[].class)
            .ofMinSize(1)
            .ofMaxSize(12);
    Arbitrary<Integer> lengths = Arbitraries.integers().between(12, 3_000);
    return Combinators.combine(Arbitraries.oneOf(texts(), numbered), lengths, gaps)
        .as(PostingsBlockTest::spaced)
        .list()
        .ofMinSize(1)
        .ofMaxSize(PostingColumns.MAX_POSTINGS)
        .map(PostingsBlockTest::onePerDocument);
  }

  private static Posting spaced(String document, int length, int[] gaps) {
    int[] positions = gaps.clone();
    positions[0]--;
    for (int i = 1; i < positions.length; i++) {
      positions[i] += positions[i - 1];
    }
    return posting(document, length, positions);
  }

  private static List<Posting> onePerDocument(List<Posting> postings) {
    SortedMap<String, Posting> sorted = new TreeMap<>(DocumentId.ORDER);
    postings.forEach(posting -> sorted.put(posting.document(), posting));
    return List.copyOf(sorted.values());
  }

  @Test
  void endsABlockByWhatIsInIt() {
    PostingColumns columns = new PostingColumns();
    int[] positions = IntStream.range(0, PostingColumns.MAX_POSITIONS).toArray();
    for (int i = 0; i < 128; i++) {
      assertThat(columns.isFull()).isFalse();
      columns.add(id(i), 9, positions, 0, 1);
    }
    assertThat(columns.isFull()).isTrue();

    columns.clear();
    assertThat(columns.isFull()).isFalse();
    columns.add(id(0), 65_536, positions, 0, 65_535);
    assertThat(columns.isFull()).isFalse();
    columns.add(id(1), 9, positions, 0, 1);
    assertThat(columns.isFull()).isTrue();
  }

  private static BytesRef id(int i) {
    return new BytesRef("d%03d".formatted(i).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> new PostingColumns().encode())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a block of postings needs at least one, has none");
  }

  private static void assertCorrupt(String row, String value, String message) {
    assertThatThrownBy(() -> PostingsBlock.decode(cell(row, value)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsNoBlock() {
    String here = "index row \"whale\\x00moby/1\", column p:b: ";
    assertCorrupt(
        ROW,
        "09" + VALUE.substring(2),
        here + "expected format version 1, found 9 (14 bytes); written by a newer release?");
    assertCorrupt(ROW, VALUE + " 00", here + "expected 14 bytes, found 15");
    assertCorrupt(
        ROW,
        VALUE.substring(0, VALUE.length() - 3),
        here + "expected 1 bytes more after byte 13, found 0");
    assertCorrupt(ROW, "01 00", here + "expected 1 to 128 postings, found 0");
    assertCorrupt(ROW, "01 81 01", here + "expected 1 to 128 postings, found 129");
    assertCorrupt(
        ROW,
        "01 02 07 02 32 33 28 ac 02 02 01 02 07 00",
        here + "expected 0 to 6 shared bytes of an id, found 7");
    assertCorrupt(
        ROW, "01 02 05 fc 07 32 33", here + "expected 1 to 1024 bytes of an id, found 1025");
    assertCorrupt(
        ROW,
        "01 02 05 02 32 33 28 ac 02 29 01 02 07 00",
        here + "expected 1 to 40 positions of a posting, found 41");
    assertCorrupt(
        ROW,
        "01 02 05 02 32 33 28 ac 02 02 01 02 00 00",
        here
            + "posting of document \"moby/1\": expected positions that rise from 0, found 2 after 2");
    assertCorrupt(
        ROW,
        "01 02 05 01 30 28 ac 02 02 01 02 07 00",
        here + "expected ids that rise, found \"moby/0\" after \"moby/1\"");
    assertCorrupt(
        "77 68", VALUE, "index row \"wh\": expected a term, 00 and a document id, found no 00");
  }
}
