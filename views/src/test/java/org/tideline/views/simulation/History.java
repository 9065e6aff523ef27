package org.tideline.views.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.RandomView;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.view.Admission;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Limits;
import org.tideline.views.view.Views;

/**
 * One history, all of it drawn from its seed: what is appended, who crashes when, what is lost,
 * repeated and late, and when a generation is cut.
 */
public final class History {
  private static final TermAnalyzer ANALYZER = TermAnalyzer.named("letter");
  private static final Function<String, List<String>> TOKENISATION = Tokenisation.LETTER;

  /** Many more rounds than any back-off lasts. */
  private static final int MOST_ROUNDS = 100;

  /** Under way at a time. */
  private static final int QUESTIONS = 3;

  private final long seed;
  private final Random random;
  private final Weather weather;
  private final RandomChanges changes;
  private final RandomView view;
  private final Views views;
  private final Limits limits;
  private final Admission admission;
  private final SimulatedLog log;
  private final SimulatedTables tables = new SimulatedTables();
  private final Judge judge;
  private final Set<Happening> happenings = EnumSet.noneOf(Happening.class);
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Generation> generations = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private long now;

  private History(long seed, Function<Random, Weather> climate) {
    this.seed = seed;
    this.random = new Random(seed);
    this.weather = climate.apply(random);
    this.changes = new RandomChanges(random.nextLong(), "d", "w");
    this.view = new RandomView(random.nextLong());
    this.limits = new Limits(limit(40), limit(5), 256, 100, 100);
    List<EncodedView> kept = new ArrayList<>(List.of(EncodedView.of(view)));
    if (random.nextInt(4) == 0) {
      PlainViews.of(ANALYZER, weather.rules().calendar()).forEach(kept::add);
    }
    this.views = new Views(kept);
    this.admission = new Admission(limits, "letter", views);
    this.log = new SimulatedLog(random, weather);
    this.judge =
        new Judge(log, tables, TOKENISATION, weather.rules(), random, happenings, view, views);
    Map<Integer, Long> starts = new TreeMap<>();
    for (int partition = 0; partition < weather.partitions(); partition++) {
      lanes.add(new Lane(partition, random, weather, log, tables, ANALYZER, views, happenings));
      starts.put(partition, log.start(partition));
    }
    generations.add(Generation.empty(starts));
  }

  /** A history of any kind. */
  public static History of(long seed) {
    return new History(seed, Weather::any);
  }

  /** A history of one partition where much fails. */
  public static History stormy(long seed) {
    return new History(seed, Weather::storm);
  }

  /** What it contained; complete once it has run. */
  public Set<Happening> happenings() {
    return happenings;
  }

  /**
   * Lets it happen, with checks on the way and at rest.
   *
   * @throws Violation at the first answer, row or acknowledgement that is wrong, or when records
   *     stay unreadable; names the seed
   */
  public void run() {
    try {
      move();
      rest();
      replay();
    } catch (Violation | RuntimeException e) {
      throw Violation.in(this, e);
    }
  }

  private void move() {
    int appended = 0;
    while (appended < weather.records()) {
      now += random.nextInt(200);
      int draw = random.nextInt(1000);
      if (draw < 60) {
        append();
        appended++;
      } else if (draw < 64) {
        cut();
      } else if (draw < 100) {
        lookAtRows();
      } else if (draw < 250) {
        stepQuestion();
      } else {
        lanes.get(random.nextInt(lanes.size())).step(now);
      }
    }
  }

  /** One that some documents break, or none. */
  private int limit(int tight) {
    return random.nextInt(8) == 0 ? tight : 1_000;
  }

  /** Every record of a document goes to one partition; the others anywhere. */
  private void append() {
    Change change = changes.next();
    int partition =
        change
            .version(0)
            .map(version -> log.home(version.id()))
            .orElseGet(() -> random.nextInt(lanes.size()));
    log.append(partition, admitted(change));
  }

  /** What both layers take it for. */
  private Change admitted(Change change) {
    Change admitted = admission.admit(change);
    boolean refused = change instanceof Change.Put put && isRefused(put.document());
    if (refused != (admitted != change)) {
      throw Violation.unsafe(
          "%s: expected refused %s, found %s".formatted(change, refused, admitted));
    }
    noteIf(refused, Happening.REFUSED);
    return admitted;
  }

  private boolean isRefused(Document document) {
    return document.text().getBytes(StandardCharsets.UTF_8).length > limits.textBytes()
        || TOKENISATION.apply(document.text()).size() > limits.tokens()
        || view.fails(document);
  }

  /** Freezes and builds a generation, after a tick in every partition that is empty. */
  private void cut() {
    for (int partition = 0; partition < lanes.size(); partition++) {
      if (log.records(partition).isEmpty()) {
        log.append(partition, new Change.Tick());
      }
    }
    add(Generation.freeze(log, buckets()));
  }

  private void add(Cut cut) {
    if (generations.stream().noneMatch(generation -> generation.cut().equals(cut))) {
      Generation generation = Generation.build(cut, log.records(), ANALYZER, views);
      generations.add(generation);
      if (judge.cutsThroughVersions(generation)) {
        happenings.add(Happening.CUT_THROUGH_VERSIONS);
      }
    }
  }

  private Buckets buckets() {
    return weather.segmentation().buckets();
  }

  private void lookAtRows() {
    judge(newReader().readBlocks().readRows(changes.words()));
    changes.ids().forEach(judge::requirePrefixOf);
  }

  private Reader newReader() {
    return new Reader(tables, log, generations.get(random.nextInt(generations.size())));
  }

  private void judge(Reader reader) {
    noteIf(reader.neededBlocks(), Happening.NEEDED_LIVE_BLOCKS);
    for (String word : changes.words()) {
      judge.requirePrefix(reader, word);
      judge.requirePrefixOfPostings(reader, word);
    }
    view.keys(changes.words()).forEach(key -> judge.requirePrefixOfView(reader, key));
  }

  /** A question takes its time: blocks are read at one moment, and rows at a later one. */
  private static final class Question {
    private final Reader reader;
    private final long begun;
    private final Set<String> words;
    private boolean blocksRead;

    Question(Reader reader, long begun, Set<String> words) {
      this.reader = reader;
      this.begun = begun;
      this.words = words;
    }

    /** Reads what comes next; whether that was the last. */
    boolean read() {
      if (blocksRead) {
        reader.readRows(words);
        return true;
      }
      reader.readBlocks();
      blocksRead = true;
      return false;
    }
  }

  private void stepQuestion() {
    int place = random.nextInt(QUESTIONS);
    if (questions.size() <= place) {
      questions.add(newQuestion());
      return;
    }
    Question question = questions.get(place);
    if (now - question.begun >= SimulatedBolt.GRACE) {
      questions.set(place, newQuestion());
    } else if (random.nextBoolean() && question.read()) {
      noteIf(question.reader.readSettledMeanwhile(), Happening.SETTLED_MEANWHILE);
      for (String word : question.words) {
        judge.requirePrefix(question.reader, word);
        judge.requirePrefixOfPostings(question.reader, word);
      }
      questions.set(place, newQuestion());
    }
  }

  private Question newQuestion() {
    return new Question(newReader(), now, Set.copyOf(changes.words()));
  }

  /** All are healthy, and no record comes any more: all must become readable. */
  private void rest() {
    cut();
    lanes.forEach(Lane::heal);
    settle();
    cutAtEarlierEdges();
    requireReference();
    lanes.forEach(Lane::writeAllLate);
    requireReference();
    if (weather.faults() == 0) {
      Map<Integer, Long> settled = judge.settledStamps();
      now += SimulatedBolt.GRACE;
      lanes.forEach(lane -> lane.settle(now));
      judge.requireNoLeftovers(settled);
    }
    noteLog();
    notePostings();
  }

  private void notePostings() {
    noteIf(tables.anyFold(), Happening.FOLD);
    noteIf(tables.anyFoldedTombstone(), Happening.FOLDED_TOMBSTONE);
    noteIf(tables.anyPartOfASegment(), Happening.SEGMENT_IN_PARTS);
    noteIf(!tables.leftoverPieces().isEmpty(), Happening.LEFTOVER_PIECE);
    noteIf(tables.anyBlockDeleted(), Happening.LIVE_BLOCK_DELETED);
  }

  private void settle() {
    for (int round = 0; !lanes.stream().allMatch(Lane::done); round++) {
      if (round == MOST_ROUNDS) {
        throw Violation.stuck("after %d rounds at rest: %s".formatted(round, lanes));
      }
      now += 1100;
      lanes.forEach(lane -> lane.settle(now));
    }
  }

  private void requireReference() {
    judge.requireReference(generations, changes.words(), changes.ids());
  }

  /** Cuts as they would have come out at earlier times; the last ones lie before all records. */
  private void cutAtEarlierEdges() {
    long edge = Generation.freeze(log, buckets()).ingestTime();
    for (int cuts = 0; cuts < 6; cuts++) {
      add(Generation.cutAt(edge, log));
      edge -= (1 + random.nextInt(4)) * buckets().size();
    }
  }

  /** Recomputing from a checkpoint, however old, changes nothing that a reader can see. */
  private void replay() {
    List<Object> before = judge.visible();
    for (int partition = 0; partition < lanes.size(); partition++) {
      List<Checkpoint> checkpoints = new ArrayList<>(tables.everyCheckpoint(partition));
      checkpoints.add(Checkpoint.startingAt(log.start(partition)));
      Collections.shuffle(checkpoints, random);
      for (Checkpoint checkpoint : checkpoints.subList(0, Math.min(3, checkpoints.size()))) {
        lanes.get(partition).replayFrom(checkpoint);
        settle();
        List<Object> after = judge.visible();
        if (!after.equals(before)) {
          throw Violation.unsafe(
              "replay of partition %d from %s: expected %s, found %s"
                  .formatted(partition, checkpoint, before, after));
        }
      }
    }
    requireReference();
  }

  private void noteLog() {
    for (List<LogRecord> records : log.records().values()) {
      Map<String, Long> greatest = new HashMap<>();
      for (int i = 0; i < records.size(); i++) {
        LogRecord record = records.get(i);
        if (i > 0) {
          long elapsed = record.logAppendTime() - records.get(i - 1).logAppendTime();
          noteIf(elapsed == 0, Happening.EQUAL_MILLISECONDS);
          noteIf(elapsed < 0, Happening.CLOCK_STEP);
        }
        record
            .change()
            .version(record.position())
            .ifPresent(version -> noteVersion(version, greatest));
      }
    }
  }

  private void noteVersion(DocumentVersion version, Map<String, Long> greatest) {
    long eventTime = version.version().eventTime();
    long before = greatest.getOrDefault(version.id(), Long.MIN_VALUE);
    noteIf(version.content().isEmpty() && eventTime < before, Happening.LATE_DELETE);
    greatest.put(version.id(), Math.max(before, eventTime));
  }

  private void noteIf(boolean happened, Happening happening) {
    if (happened) {
      happenings.add(happening);
    }
  }

  @Override
  public String toString() {
    return "history with seed %dL in %s".formatted(seed, weather);
  }
}
