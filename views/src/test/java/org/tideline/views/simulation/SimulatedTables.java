package org.tideline.views.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.TermPostings;
import org.tideline.views.time.Segment;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

/** The realtime tables, as wide and as deep as in HBase. */
final class SimulatedTables {
  /** The only column of a document and of a partition's progress. */
  private static final String COLUMN = "";

  /** The row in which all documents count; no word has that name. */
  static final String ALL_DOCUMENTS = "\0";

  /** How many late records a partition keeps; few, so that they take each other's place. */
  static final int LATE_KEPT = 3;

  /** Names a cell of postings in the row of its term. */
  record PostingsCell(Segment segment, PostingSpan span) {
    /** Whether the entries of {@code other} are among those that this was made from. */
    boolean repeats(PostingsCell other) {
      return span.kind() == PostingSpan.Kind.FOLD
          && other.span.kind() == PostingSpan.Kind.PIECE
          && segment.equals(other.segment)
          && span.from() <= other.span.from()
          && other.span.to() <= span.to();
    }
  }

  /** Names a live block in the row of its shard and partition. */
  record BlockName(long stamp, long firstStamp) {}

  /** What a live flush tells of the words of one shard. */
  record LiveBlock(
      Segment segment, Map<String, TermTotal> totals, Map<String, List<PostingEntry>> postings) {}

  /** Few, so that words share blocks. */
  private static final int SHARDS = 3;

  private final SimulatedTable<Segment, TermTotal> words = new SimulatedTable<>(1);
  private final SimulatedTable<PostingsCell, List<PostingEntry>> postings = new SimulatedTable<>(1);
  private final SimulatedTable<BlockName, LiveBlock> blocks = new SimulatedTable<>(1);
  private final SimulatedTable<Segment, BytesRef> views = new SimulatedTable<>(1);
  private final SimulatedTable<String, DocumentVersion> documents =
      new SimulatedTable<>(Integer.MAX_VALUE);
  private final SimulatedTable<Long, Outcome> outcomes = new SimulatedTable<>(1);
  private final SimulatedTable<TimelinePlace, TimelineEntry> timeline = new SimulatedTable<>(1);
  private final SimulatedTable<Long, LateRecord> late = new SimulatedTable<>(1);
  private final SimulatedTable<String, Frontier> frontiers = new SimulatedTable<>(1);
  private final SimulatedTable<String, Settled> settled = new SimulatedTable<>(1);
  private final SimulatedTable<String, Checkpoint> checkpoints = new SimulatedTable<>(1);
  private final Map<Integer, Set<Checkpoint>> everyCheckpoint = new TreeMap<>();

  private boolean anyBlockDeleted;

  /** The puts of cells, versions and outcomes that a flush asks for, none of them done yet. */
  List<BooleanSupplier> puts(Flush flush) {
    List<BooleanSupplier> puts = new ArrayList<>();
    switch (flush.tier()) {
      case SETTLED -> flush.terms().forEach(cells -> puts.add(() -> putTerm(flush, cells)));
      case LIVE ->
          liveBlocks(flush)
              .forEach(
                  (shard, block) -> {
                    String row = blockRow(shard, flush.segment().partition());
                    BlockName name = new BlockName(flush.stamp(), flush.firstStamp());
                    puts.add(() -> blocks.put(row, name, flush.stamp(), block));
                  });
    }
    for (Flush.Stamped<DocumentVersion> version : flush.versions()) {
      puts.add(() -> documents.put(version.value().id(), COLUMN, version.stamp(), version.value()));
    }
    String row = row(flush.segment().partition());
    for (Flush.Stamped<Outcome> outcome : flush.outcomes()) {
      puts.add(
          () -> outcomes.put(row, outcome.value().position(), outcome.stamp(), outcome.value()));
    }
    flush
        .byEventTime()
        .documents()
        .ifPresent(
            total ->
                puts.add(() -> words.put(ALL_DOCUMENTS, flush.segment(), flush.stamp(), total)));
    for (Flush.ViewTotal total : flush.views()) {
      String viewRow = viewRow(total.view(), total.key());
      puts.add(() -> views.put(viewRow, flush.segment(), flush.stamp(), total.value()));
    }
    for (Flush.Stamped<TimelineEntry> entry : flush.byEventTime().timeline()) {
      puts.add(() -> timeline.put(row, entry.value().place(), entry.stamp(), entry.value()));
    }
    for (Flush.Stamped<LateRecord> record : flush.byEventTime().late()) {
      long place = record.value().number() % LATE_KEPT;
      puts.add(() -> late.put(row, place, record.stamp(), record.value()));
    }
    return puts;
  }

  private static String viewRow(String view, BytesRef key) {
    // Keys may be any bytes.
    return "%s %s".formatted(view, key);
  }

  /** The realtime cells of a view at a key with {@code minStamp} or later. */
  Map<Segment, BytesRef> view(String view, BytesRef key, long minStamp) {
    return views.row(viewRow(view, key), minStamp);
  }

  /** All that is of one term stands in one row and comes at once. */
  private boolean putTerm(Flush flush, Flush.TermCells cells) {
    String word = new String(cells.term(), StandardCharsets.UTF_8);
    PostingsCell cell = new PostingsCell(flush.segment(), cells.postings().span());
    boolean newest = postings.put(word, cell, flush.stamp(), cells.postings().entries());
    if (cells.total().isPresent()) {
      newest &= words.put(word, flush.segment(), flush.stamp(), cells.total().get());
    }
    return newest;
  }

  private static Map<Integer, LiveBlock> liveBlocks(Flush flush) {
    Map<Integer, LiveBlock> blocks = new TreeMap<>();
    for (Flush.TermCells cells : flush.terms()) {
      String word = new String(cells.term(), StandardCharsets.UTF_8);
      LiveBlock block =
          blocks.computeIfAbsent(
              shard(word), key -> new LiveBlock(flush.segment(), new TreeMap<>(), new TreeMap<>()));
      block.totals().put(word, cells.total().orElseThrow());
      block.postings().put(word, cells.postings().entries());
    }
    return blocks;
  }

  private static int shard(String word) {
    return Math.floorMod(word.hashCode(), SHARDS);
  }

  private static String blockRow(int shard, int partition) {
    return "%d/%d".formatted(shard, partition);
  }

  /** The deletes of the live blocks of a partition up to a stamp, none of them done yet. */
  List<BooleanSupplier> deletesOfBlocks(int partition, long stamp) {
    List<BooleanSupplier> deletes = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      String row = blockRow(shard, partition);
      deletes.add(() -> anyBlockDeleted |= blocks.deleteUpTo(row, stamp));
    }
    return deletes;
  }

  /** The live blocks of a partition with {@code minStamp} or later. */
  Map<BlockName, List<LiveBlock>> blocks(int partition, long minStamp) {
    Map<BlockName, List<LiveBlock>> found = new HashMap<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      blocks
          .row(blockRow(shard, partition), minStamp)
          .forEach(
              (name, block) -> found.computeIfAbsent(name, key -> new ArrayList<>()).add(block));
    }
    return found;
  }

  /** Every word that was ever written to its row or to a block, and may be in no text any more. */
  Set<String> everyWord() {
    Set<String> all = new TreeSet<>(words.rowNames());
    all.addAll(postings.rowNames());
    blocks.contents().values().stream()
        .flatMap(row -> row.values().stream())
        .forEach(block -> all.addAll(block.totals().keySet()));
    return all;
  }

  /** The deletes of the pieces that the folds of a flush repeat, none of them done yet. */
  List<BooleanSupplier> deletes(Flush flush) {
    List<BooleanSupplier> deletes = new ArrayList<>();
    for (Flush.TermCells cells : flush.terms()) {
      String word = new String(cells.term(), StandardCharsets.UTF_8);
      for (TermPostings.Piece piece : cells.postings().pieces()) {
        PostingsCell cell = new PostingsCell(flush.segment(), piece.span());
        deletes.add(() -> postings.delete(word, cell, piece.stamp()));
      }
    }
    return deletes;
  }

  /** Frontier and settled position, which stand in one row and come at once. */
  BooleanSupplier putFrontier(Flush flush) {
    String row = row(flush.segment().partition());
    return () -> {
      settled.put(row, COLUMN, flush.settled().stamp(), flush.settled());
      return frontiers.put(row, COLUMN, flush.frontierStamp(), flush.frontier());
    };
  }

  BooleanSupplier putCheckpoint(int partition, Checkpoint checkpoint) {
    return () -> {
      everyCheckpoint.computeIfAbsent(partition, key -> new LinkedHashSet<>()).add(checkpoint);
      return checkpoints.put(row(partition), COLUMN, checkpoint.stamp(), checkpoint);
    };
  }

  private static String row(int partition) {
    return String.valueOf(partition);
  }

  /** For each of {@code ids} that has any, its newest version with a stamp below that. */
  Map<String, DocumentVersion> before(Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> found = new HashMap<>();
    for (String id : ids) {
      documents.newestBelow(id, COLUMN, stamp).ifPresent(version -> found.put(id, version));
    }
    return found;
  }

  Optional<Checkpoint> checkpoint(int partition) {
    return checkpoints.newest(row(partition), COLUMN);
  }

  Optional<Frontier> frontier(int partition) {
    return frontiers.newest(row(partition), COLUMN);
  }

  Optional<Settled> settled(int partition) {
    return settled.newest(row(partition), COLUMN);
  }

  Optional<DocumentVersion> document(String id) {
    return documents.newest(id, COLUMN);
  }

  /** The realtime cells of a word with {@code minStamp} or later. */
  Map<Segment, SimulatedTable.Stamped<TermTotal>> word(String word, long minStamp) {
    return words.stampedRow(word, minStamp);
  }

  /** The realtime postings of a word with {@code minStamp} or later. */
  Map<PostingsCell, List<PostingEntry>> postings(String word, long minStamp) {
    return postings.row(word, minStamp);
  }

  /** What became of places on the timeline of a partition with {@code minStamp} or later. */
  Collection<TimelineEntry> timeline(int partition, long minStamp) {
    return timeline.row(row(partition), minStamp).values();
  }

  /** The late records of a partition that are kept. */
  Collection<LateRecord> late(int partition) {
    return late.row(row(partition), 0).values();
  }

  /** Pieces beside a fold that repeats them. */
  List<String> leftoverPieces() {
    List<String> leftover = new ArrayList<>();
    postings
        .contents()
        .forEach(
            (word, cells) ->
                cells.keySet().stream()
                    .filter(piece -> cells.keySet().stream().anyMatch(fold -> fold.repeats(piece)))
                    .forEach(piece -> leftover.add("row %s, %s".formatted(word, piece))));
    return leftover;
  }

  private Stream<Map.Entry<PostingsCell, List<PostingEntry>>> folds() {
    return postings.contents().values().stream()
        .flatMap(cells -> cells.entrySet().stream())
        .filter(cell -> cell.getKey().span().kind() == PostingSpan.Kind.FOLD);
  }

  boolean anyFold() {
    return folds().findAny().isPresent();
  }

  boolean anyFoldedTombstone() {
    return folds()
        .flatMap(cell -> cell.getValue().stream())
        .anyMatch(entry -> entry.posting().isEmpty());
  }

  boolean anyPartOfASegment() {
    Map<Segment, Set<Integer>> begins = new HashMap<>();
    return folds()
        .map(Map.Entry::getKey)
        .anyMatch(
            cell -> {
              Set<Integer> seen =
                  begins.computeIfAbsent(cell.segment(), key -> new LinkedHashSet<>());
              seen.add(cell.span().from());
              return seen.size() > 1;
            });
  }

  Collection<Outcome> outcomes(int partition) {
    return outcomes.row(row(partition), 0).values();
  }

  /** Every checkpoint of a partition that was ever written. */
  List<Checkpoint> everyCheckpoint(int partition) {
    return List.copyOf(everyCheckpoint.getOrDefault(partition, Set.of()));
  }

  /** Cells whose writers did not agree. */
  List<String> disagreements() {
    return Stream.of(
            words,
            postings,
            views,
            blocks,
            documents,
            outcomes,
            timeline,
            late,
            frontiers,
            settled,
            checkpoints)
        .flatMap(table -> table.disagreements().stream())
        .toList();
  }

  boolean anyBlockDeleted() {
    return anyBlockDeleted;
  }

  /** Live blocks of a partition below a stamp. */
  List<BlockName> blocksBelow(int partition, long stamp) {
    return blocks(partition, 0).keySet().stream().filter(name -> name.stamp() < stamp).toList();
  }

  /** All versions of documents, all outcomes, the timeline, late records, and views of users. */
  List<Object> besideWords() {
    return List.of(
        documents.history(),
        outcomes.history(),
        timeline.contents(),
        late.contents(),
        views.contents());
  }
}
