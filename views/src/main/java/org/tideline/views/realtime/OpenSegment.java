package org.tideline.views.realtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Change;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.document.Version;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.time.Segmentation;
import org.tideline.views.view.Views;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.EventRules;
import org.tideline.views.window.LateRecord;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;

/**
 * The state of a partition before the record at {@link #position}: a function of the log below it.
 */
final class OpenSegment {
  /** Of a version that waits, without its id and its text; about. */
  private static final long VERSION_BYTES = 300;

  private final int partition;
  private final Segmentation segmentation;
  private final EventRules rules;
  private final SegmentTerms terms;
  private final SegmentViews views;

  private long position;
  private Bucket bucket;
  private long segmentNumber;
  private long maxIngestTime;
  private Optional<Integer> leaderEpoch;
  private Tally tally;
  private EventClock clock;

  /** Versions that the table holds by now, but that a look-up may have missed. */
  private record Written(long lookUps, List<Flush.Stamped<DocumentVersion>> versions) {}

  /** Current versions that the table may not hold yet, or that a look-up may have missed. */
  private final Map<String, DocumentVersion> unwritten = new HashMap<>();

  private final Queue<Written> written = new ArrayDeque<>();

  /** How many look-ups were begun, and how many of them were used; they are in their order. */
  private long lookUpsBegun;

  private long lookUpsUsed;

  /** Current versions of the documents of this micro-batch, as the table has them. */
  private Map<String, DocumentVersion> stored = Map.of();

  private List<Flush.Stamped<DocumentVersion>> newVersions = new ArrayList<>();
  private List<Flush.Stamped<Outcome>> newOutcomes = new ArrayList<>();
  private List<Flush.Stamped<TimelineEntry>> newTimeline = new ArrayList<>();
  private List<Flush.Stamped<LateRecord>> newLate = new ArrayList<>();
  private long newTextChars;
  private boolean blocksSinceSettled;

  OpenSegment(
      int partition,
      Segmentation segmentation,
      TermAnalyzer analyzer,
      EventRules rules,
      Views views,
      Checkpoint checkpoint) {
    this.partition = partition;
    this.segmentation = segmentation;
    this.position = checkpoint.position();
    this.bucket = checkpoint.bucket();
    this.segmentNumber = bucket.segment(position, segmentation.segmentRecords());
    this.maxIngestTime = checkpoint.maxIngestTime();
    this.leaderEpoch = checkpoint.leaderEpoch();
    this.tally = checkpoint.tally();
    this.clock = checkpoint.clock();
    this.rules = rules;
    this.terms =
        new SegmentTerms(analyzer, rules.calendar(), firstPosition(), segmentation.partBytes());
    this.views = new SegmentViews(views);
  }

  /** Of the segment, whether or not a record stands there. */
  private long firstPosition() {
    return bucket.firstPosition() + segmentNumber * segmentation.segmentRecords();
  }

  long position() {
    return position;
  }

  /** What waits for a flush. */
  long dirtyBytes() {
    return 2 * newTextChars
        + VERSION_BYTES * newVersions.size()
        + terms.dirtyBytes()
        + views.dirtyBytes();
  }

  /** What is held of the terms and views of the segment. */
  long heapBytes() {
    return terms.heapBytes() + views.heapBytes();
  }

  /** Whether its postings are to be folded now, though the segment goes on. */
  boolean partEnds() {
    return terms.partEnds();
  }

  /**
   * Begins to look up what the table knows of the documents that {@code records} name. Records may
   * be applied before the answer is used: what they make current is remembered until then, so that
   * the answer need not have it. All documents are asked for: what is remembered now may be
   * forgotten for an earlier answer.
   */
  CompletableFuture<Map<String, DocumentVersion>> lookUp(
      List<LogRecord> records, CurrentVersions versions) {
    List<String> ids = new ArrayList<>(records.size());
    for (LogRecord record : records) {
      if (record.position() >= position) {
        record.change().version(record.position()).map(DocumentVersion::id).ifPresent(ids::add);
      }
    }
    lookUpsBegun++;
    return ids.isEmpty()
        ? CompletableFuture.completedFuture(Map.of())
        : versions.before(ids, bucket.stamp(position));
  }

  /**
   * Takes the answer to the earliest look-up that was not used yet, for the records that it is of.
   */
  void use(Map<String, DocumentVersion> answer) {
    stored = answer;
    lookUpsUsed++;
  }

  private Bucket bucketOf(LogRecord record) {
    long ingestTime = Math.max(maxIngestTime, record.logAppendTime());
    long start = segmentation.buckets().start(ingestTime);
    return start == bucket.start() ? bucket : new Bucket(start, record.position());
  }

  private long segmentOf(LogRecord record) {
    return bucketOf(record).segment(record.position(), segmentation.segmentRecords());
  }

  /** Whether {@code record} belongs to another segment. */
  boolean endsBefore(LogRecord record) {
    return bucketOf(record) != bucket || segmentOf(record) != segmentNumber;
  }

  /** What to restart from at this position; only an edge may be one. */
  Checkpoint checkpoint() {
    return new Checkpoint(position, bucket, maxIngestTime, leaderEpoch, tally, clock);
  }

  /** Begins the segment of {@code record} with empty totals. */
  void reopenFor(LogRecord record) {
    bucket = bucketOf(record);
    segmentNumber = segmentOf(record);
    terms.reopenAt(firstPosition());
    views.reopen();
  }

  void apply(LogRecord record) {
    maxIngestTime = Math.max(maxIngestTime, record.logAppendTime());
    leaderEpoch = record.leaderEpoch();
    // What the record itself does to the watermark tells nothing of when it came.
    long watermark = clock.watermark();
    clock = clock.after(record.change(), maxIngestTime, rules.bounds());
    position = record.position();
    if (record.change() instanceof Change.Quarantined quarantined) {
      tally = tally.plusQuarantined();
      note(new Outcome.Quarantined(position, quarantined.key(), quarantined.reason()));
    }
    record.change().version(position).ifPresent(candidate -> applyVersion(candidate, watermark));
    position = record.position() + 1;
  }

  private void applyVersion(DocumentVersion candidate, long watermark) {
    String id = candidate.id();
    Optional<DocumentVersion> current =
        Optional.ofNullable(unwritten.get(id)).or(() -> Optional.ofNullable(stored.get(id)));
    Optional<Version> standing = current.map(DocumentVersion::version);
    if (standing.isPresent() && !candidate.version().supersedes(standing.get())) {
      tally = tally.plusSuperseded();
      long eventTime = candidate.version().eventTime();
      note(new Outcome.Superseded(position, id, eventTime, standing.get().eventTime()));
      return;
    }
    tally = tally.plus(terms.apply(current, candidate, watermark));
    views.apply(current, candidate);
    noteLate(candidate, watermark);
    moveOnTimeline(current, candidate);
    unwritten.put(id, candidate);
    newVersions.add(stamped(candidate));
    newTextChars += id.length() + candidate.text().map(String::length).orElse(0);
  }

  private void noteLate(DocumentVersion version, long watermark) {
    long eventTime = version.version().eventTime();
    if (eventTime < watermark) {
      boolean deleted = version.content().isEmpty();
      newLate.add(
          stamped(
              new LateRecord(clock.late(), position, version.id(), eventTime, watermark, deleted)));
      clock = clock.plusLate();
    }
  }

  private void moveOnTimeline(Optional<DocumentVersion> before, DocumentVersion version) {
    Optional<TimelinePlace> left = before.flatMap(OpenSegment::place);
    Optional<TimelinePlace> taken = place(version);
    left.filter(place -> !taken.equals(left))
        .ifPresent(place -> newTimeline.add(stamped(new TimelineEntry(place, position, false))));
    taken.ifPresent(place -> newTimeline.add(stamped(new TimelineEntry(place, position, true))));
  }

  private static Optional<TimelinePlace> place(DocumentVersion version) {
    return version
        .content()
        .map(content -> new TimelinePlace(version.version().eventTime(), version.id()));
  }

  private <T> Flush.Stamped<T> stamped(T value) {
    return new Flush.Stamped<>(bucket.stamp(position), value);
  }

  private void note(Outcome outcome) {
    newOutcomes.add(stamped(outcome));
  }

  /** Moves over positions that hold no record. */
  void moveTo(long to) {
    position = Math.max(position, to);
  }

  /** How many terms a settled flush would hold. */
  int unsettledTerms() {
    return terms.unsettled();
  }

  /** Takes everything that changed since the last flush of any tier, for live blocks. */
  Flush live(Settled settled) {
    List<Flush.TermCells> cells = terms.live();
    long stamp = bucket.stamp(position) - 1;
    long firstStamp =
        cells.isEmpty()
            ? stamp
            : bucket.stamp(firstPosition() + cells.get(0).postings().span().from());
    blocksSinceSettled |= !cells.isEmpty();
    return flush(Tier.LIVE, cells, firstStamp, false, settled, Optional.empty());
  }

  /** Takes everything that changed since the last settled flush, and at an edge the folds. */
  Flush settle(Optional<Checkpoint> checkpoint) {
    long stamp = bucket.stamp(position) - 1;
    boolean folds = checkpoint.isPresent() || terms.partEnds();
    boolean wholeSegment = folds && terms.inFirstPart();
    List<Flush.TermCells> cells = folds ? terms.fold() : terms.touched(stamp);
    Settled settled = new Settled(position, bucket.stamp(position));
    Flush flush = flush(Tier.SETTLED, cells, stamp, wholeSegment, settled, checkpoint);
    blocksSinceSettled = false;
    return flush;
  }

  private Flush flush(
      Tier tier,
      List<Flush.TermCells> cells,
      long firstStamp,
      boolean wholeSegment,
      Settled settled,
      Optional<Checkpoint> checkpoint) {
    Flush flush =
        new Flush(
            tier,
            new Segment(bucket.start(), partition, segmentNumber),
            position,
            bucket.stamp(position) - 1,
            firstStamp,
            cells,
            wholeSegment,
            newVersions,
            newOutcomes,
            new Flush.ByEventTime(terms.documents(), newTimeline, newLate),
            views.drain(),
            new Frontier(position, maxIngestTime, tally, clock),
            bucket.stamp(position),
            settled,
            tier == Tier.SETTLED && blocksSinceSettled,
            checkpoint);
    newVersions = new ArrayList<>();
    newOutcomes = new ArrayList<>();
    newTimeline = new ArrayList<>();
    newLate = new ArrayList<>();
    newTextChars = 0;
    return flush;
  }

  /**
   * Leaves it to the table to answer for the versions of {@code flush}, which it holds now, from
   * the next look-up on: one that is under way may have missed them.
   */
  void forget(Flush flush) {
    written.add(new Written(lookUpsBegun, flush.versions()));
    forgetWritten();
  }

  /** Forgets what every look-up that is not used yet has found. */
  void forgetWritten() {
    while (!written.isEmpty() && written.element().lookUps() <= lookUpsUsed) {
      for (Flush.Stamped<DocumentVersion> version : written.remove().versions()) {
        // Only if it is still the newest: a later one may be on its way.
        unwritten.computeIfPresent(
            version.value().id(), (id, newest) -> newest == version.value() ? null : newest);
      }
    }
  }
}
