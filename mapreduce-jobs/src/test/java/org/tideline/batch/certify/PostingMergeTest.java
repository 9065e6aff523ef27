package org.tideline.batch.certify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.metrics.ScanMetrics;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.PutRow;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.time.Segment;

class PostingMergeTest {
  private static final byte[] NONE = {};

  /** Rows in memory, a realtime row as one part for every cell. */
  private static final class Listed implements ResultScanner {
    private final Iterator<Result> rows;

    Listed(List<Result> rows) {
      this.rows = rows.iterator();
    }

    @Override
    public Result next() {
      return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public void close() {
      // Nothing is open.
    }

    @Override
    public boolean renewLease() {
      return true;
    }

    @Override
    public ScanMetrics getScanMetrics() {
      return new ScanMetrics();
    }
  }

  /** What both layers have, and how often it was opened. */
  private static final class Ground implements PostingMerge.Source {
    private final TreeMap<String, List<Posting>> base = new TreeMap<>();
    private final TreeMap<String, List<PostingEntry>> realtime = new TreeMap<>();
    private final TreeMap<String, List<Posting>> generation = new TreeMap<>();
    private int opened;

    private final Map<Side, Map<String, Integer>> passed = new HashMap<>();

    @Override
    public PostingLayers open(byte[] from, byte[] to) throws IOException {
      opened++;
      List<Result> early = new ArrayList<>();
      List<Result> late = new ArrayList<>();
      realtime.forEach(
          (term, entries) -> {
            for (int i = 0; i < entries.size(); i++) {
              (i % 3 == 0 ? late : early).add(row(cell(term, i, entries.get(i))));
            }
          });
      return new PostingLayers(
          base.isEmpty() ? Optional.empty() : Optional.of(rows(blocks(base, 7), from, to)),
          List.of(rows(early, from, to), rows(late, from, to)),
          rows(blocks(generation, 8), from, to));
    }

    private static List<Result> blocks(TreeMap<String, List<Posting>> terms, long stamp) {
      List<Result> blocks = new ArrayList<>();
      terms.forEach(
          (term, postings) -> {
            for (int i = 0; i < postings.size(); i += 3) {
              List<Posting> some = postings.subList(i, Math.min(i + 3, postings.size()));
              blocks.add(row(PostingsBlock.cell(term.getBytes(UTF_8), some, stamp)));
            }
          });
      return blocks;
    }

    private static Rows rows(List<Result> all, byte[] from, byte[] to) throws IOException {
      return new Rows(
          () -> {},
          new Listed(
              all.stream()
                  .filter(row -> Arrays.compareUnsigned(row.getRow(), from) >= 0)
                  .filter(row -> to.length == 0 || Arrays.compareUnsigned(row.getRow(), to) < 0)
                  .toList()));
    }

    private static Result row(Cell cell) {
      return Result.create(List.of(cell));
    }

    private static Cell cell(String term, int number, PostingEntry entry) {
      Put put = new Put(term.getBytes(UTF_8));
      byte[] qualifier =
          RealtimePostingsCell.qualifier(
              new Segment(0, 0, number), new PostingSpan(PostingSpan.Kind.FOLD, 0, 1));
      RealtimePostingsCell.addTo(put, qualifier, 9, List.of(entry));
      return PutRow.read(put).rawCells()[0];
    }

    /** Every document once, in the order of ids. */
    void base(String term, List<Posting> postings) {
      base.put(
          term,
          postings.stream()
              .sorted(Comparator.comparing(Posting::document, DocumentId.ORDER))
              .toList());
    }

    /** What a reader sees. */
    Iterator<Posting> merged(String term) {
      return MergedPostings.of(
          base.getOrDefault(term, List.of()).iterator(), realtime.getOrDefault(term, List.of()));
    }

    void merge(long maxBytes) throws Exception {
      opened = 0;
      passed.clear();
      PostingPairs pairs =
          new PostingPairs(
              (key, values, sides) -> {
                String pair = key.utf8ToString() + " " + Arrays.toString(values);
                for (Side side : sides) {
                  passed
                      .computeIfAbsent(side, none -> new TreeMap<>())
                      .merge(pair, 1, Integer::sum);
                }
              });
      new PostingMerge(this, pairs, maxBytes).merge(NONE, NONE);
    }

    Map<String, Integer> passed(Side side) {
      return passed.getOrDefault(side, Map.of());
    }
  }

  private static Posting posting(String id, int... positions) {
    return new Posting(id, 50, positions);
  }

  /** The generation is what is merged, but for a few faults. */
  private static Ground random(Random random) {
    Ground ground = new Ground();
    for (String term : List.of("a", "ab", "sea", "whale")) {
      List<Posting> base = new ArrayList<>();
      for (int id : random.ints(0, 40).distinct().limit(random.nextInt(30)).toArray()) {
        base.add(posting("d" + id, random.nextInt(9)));
      }
      if (!base.isEmpty()) {
        ground.base(term, base);
      }
      List<PostingEntry> entries = new ArrayList<>();
      int most = random.nextInt(4) == 0 ? 0 : random.nextInt(90);
      for (int position : random.ints(0, 999).distinct().limit(most).toArray()) {
        String id = "d" + random.nextInt(50);
        entries.add(
            random.nextInt(3) == 0
                ? PostingEntry.tombstone(id, position)
                : PostingEntry.live(position, posting(id, random.nextInt(9), 10)));
      }
      ground.realtime.put(term, entries);
      List<Posting> generation = new ArrayList<>();
      ground
          .merged(term)
          .forEachRemaining(
              posting -> {
                int fault = random.nextInt(25);
                if (fault == 0) {
                  generation.add(posting(posting.document(), 11));
                } else if (fault > 1) {
                  generation.add(posting);
                }
                if (fault == 2) {
                  generation.add(posting(posting.document() + "!", 11));
                }
              });
      if (!generation.isEmpty()) {
        ground.generation.put(term, generation);
      }
    }
    return ground;
  }

  @Test
  void dividedDocumentsGiveWhatAllAtOnceGive() throws Exception {
    Random random = new Random(20_261_125);
    for (int round = 0; round < 100; round++) {
      Ground ground = random(random);
      ground.merge(Long.MAX_VALUE);
      assertThat(ground.opened).isOne();
      Map<String, Integer> merged = ground.passed(Side.MERGED);
      Map<String, Integer> base = ground.passed(Side.BASE);
      Map<String, Integer> generation = ground.passed(Side.GENERATION);
      ground.merge(1 + random.nextInt(600));
      assertThat(ground.passed(Side.MERGED)).as("round %d", round).isEqualTo(merged);
      assertThat(ground.passed(Side.BASE)).as("round %d", round).isEqualTo(base);
      assertThat(ground.passed(Side.GENERATION)).as("round %d", round).isEqualTo(generation);
      assertThat(merged.values()).allMatch(times -> times == 1);
    }
  }

  @Test
  void passesWhatAReaderSeesAndWhatBothTablesHave() throws Exception {
    Random random = new Random(20_261_126);
    int differing = 0;
    for (int round = 0; round < 200; round++) {
      Ground ground = random(random);
      Map<String, Integer> merged = new TreeMap<>();
      ground
          .realtime
          .keySet()
          .forEach(
              term ->
                  ground
                      .merged(term)
                      .forEachRemaining(posting -> merged.put(pair(term, posting), 1)));
      ground.merge(Long.MAX_VALUE);
      assertThat(ground.passed(Side.MERGED)).as("round %d", round).isEqualTo(merged);
      assertThat(ground.passed(Side.BASE)).as("round %d", round).isEqualTo(pairs(ground.base));
      assertThat(ground.passed(Side.GENERATION))
          .as("round %d", round)
          .isEqualTo(pairs(ground.generation));
      differing += merged.equals(ground.passed(Side.GENERATION)) ? 0 : 1;
    }
    assertThat(differing).isBetween(100, 199);
  }

  private static Map<String, Integer> pairs(Map<String, List<Posting>> terms) {
    Map<String, Integer> pairs = new TreeMap<>();
    terms.forEach(
        (term, postings) -> postings.forEach(posting -> pairs.put(pair(term, posting), 1)));
    return pairs;
  }

  private static String pair(String term, Posting posting) {
    long[] values = {
      posting.frequency(),
      posting.length(),
      StableHash.ofPositions(posting.positions(), 0, posting.frequency())
    };
    return "%s\0%s %s".formatted(term, posting.document(), Arrays.toString(values));
  }

  @Test
  void onlyATermWithTooManyEntriesIsDivided() throws Exception {
    Ground ground = new Ground();
    List<PostingEntry> many = new ArrayList<>();
    for (int position = 0; position < 1_000; position++) {
      many.add(PostingEntry.live(position, posting("document-%04d".formatted(position), 1)));
    }
    ground.realtime.put("few", many.subList(0, 10));
    ground.realtime.put("many", many);
    ground.realtime.put("more", many.subList(0, 20));
    // An entry takes 13 + 4 + 20 bytes: of 1,000 no 37,000 may be held.
    ground.merge(6_000);
    assertThat(ground.passed(Side.MERGED)).hasSize(1_030);
    // The whole, then shares of a half, a quarter, an eighth and a sixteenth at most.
    assertThat(ground.opened).isBetween(1 + 2 + 4 + 8, 1 + 2 + 4 + 8 + 16 + 32);
  }

  @Test
  void oldEntriesOfFewDocumentsAreNoReasonToDivide() throws Exception {
    Ground ground = new Ground();
    List<PostingEntry> changes = new ArrayList<>();
    for (int position = 0; position < 1_000; position++) {
      changes.add(PostingEntry.live(position, posting("d" + position % 5, 1)));
    }
    ground.realtime.put("whale", changes);
    ground.merge(2_000);
    assertThat(ground.opened).isOne();
    assertThat(ground.passed(Side.MERGED)).hasSize(5);
  }
}
