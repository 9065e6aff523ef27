package org.tideline.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.hbase.Cell;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.posting.StoredPostings;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.MergedList;
import org.tideline.views.posting.PostingList;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * What the speed layer has of one term since a cut, as it was read once, and where reading goes on.
 * An entry never changes, and no cell in which an entry at a frontier or after it stands has a
 * stamp below the bucket that the frontier is in. So everything is known until a frontier moves,
 * and then the buckets from that of the frontier before are read, from blocks and rows in the same
 * order as ever.
 *
 * <p>What was read may include something that no frontier has passed, as in any answer. It is read
 * again for every question until one has: while the rows of a flush are written one after the
 * other, what one term has for long another one would be without. Safe for use by several threads.
 */
final class KeptEntries {
  private final int epoch;
  private final Cut cut;
  private final long readAt;

  /** Per partition, below which position everything is known. */
  private final Map<Integer, Frontier> frontiers;

  private final LastEntries entries;

  /**
   * The first bucket in which something may stand that no frontier has passed, if there is some.
   */
  private final OptionalLong beyondFrom;

  private volatile Merged merged;

  private record Merged(StoredPostings batch, PostingList all) {}

  private KeptEntries(
      Snapshot snapshot,
      Map<Integer, Frontier> frontiers,
      LastEntries entries,
      OptionalLong beyondFrom,
      Merged merged) {
    this.epoch = snapshot.serving().epoch();
    this.cut = snapshot.serving().cut();
    this.readAt = snapshot.readAt();
    this.frontiers = frontiers;
    this.entries = entries;
    this.beyondFrom = beyondFrom;
    this.merged = merged;
  }

  /** Those at the cut of {@code snapshot}, before anything is read. */
  static KeptEntries none(Snapshot snapshot) {
    return new KeptEntries(
        snapshot,
        Map.of(),
        LastEntries.NONE,
        OptionalLong.empty(),
        new Merged(StoredPostings.NONE, StoredPostings.NONE));
  }

  /** Whether they are of the epoch and from the cut of {@code snapshot} on. */
  boolean begunWith(Snapshot snapshot) {
    return epoch == snapshot.serving().epoch() && cut.equals(snapshot.serving().cut());
  }

  /** Whether they were read with a later snapshot. */
  boolean isNewerThan(KeptEntries other) {
    return readAt - other.readAt > 0;
  }

  /**
   * The first bucket that is to be read, that all below {@code target} is known; empty if it is.
   */
  OptionalLong missingFrom(Map<Integer, Frontier> target, Buckets buckets) {
    long from = beyondFrom.orElse(Long.MAX_VALUE);
    for (Map.Entry<Integer, Frontier> now : target.entrySet()) {
      Optional<Frontier> known = Optional.ofNullable(frontiers.get(now.getKey()));
      if (known.isEmpty() || known.get().position() < now.getValue().position()) {
        from = Math.min(from, bucketOf(known, buckets));
      }
    }
    return from == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(from);
  }

  /** The first bucket in which something may have come since they were read. */
  long unknownFrom(Buckets buckets) {
    return frontiers.values().stream()
        .mapToLong(frontier -> bucketOf(Optional.of(frontier), buckets))
        .min()
        .orElse(cut.ingestTime());
  }

  /** That in which the first record may stand that is not below {@code frontier}. */
  private long bucketOf(Optional<Frontier> frontier, Buckets buckets) {
    return Math.max(
        cut.ingestTime(), frontier.map(at -> buckets.start(at.maxIngestTime())).orElse(0L));
  }

  /** Those that include everything below the frontiers of {@code snapshot}. */
  KeptEntries next(Snapshot snapshot, List<FoundCells> periods, Buckets buckets) {
    Map<Integer, Frontier> reached = reached(snapshot.frontiers());
    EntryCollector collector = new EntryCollector();
    long beyond = Long.MAX_VALUE;
    for (FoundCells period : periods) {
      for (Cell cell : period.rows()) {
        int partition = RealtimePostingsCell.segment(cell).partition();
        OptionalLong last = RealtimePostingsCell.collect(cell, collector);
        beyond = Math.min(beyond, beyond(last, reached.get(partition), buckets));
      }
      for (Cell block : period.blocks()) {
        Optional<LivePostingsBlock.Entries> found = LivePostingsBlock.find(block, period.term());
        if (found.isPresent()) {
          OptionalLong last = found.get().collect(collector);
          beyond = Math.min(beyond, beyond(last, reached.get(LiveRow.partition(block)), buckets));
        }
      }
    }
    LastEntries read = collector.last();
    return new KeptEntries(
        snapshot,
        reached,
        entries.and(read),
        beyond == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(beyond),
        merged(read));
  }

  /** Per partition the later one of {@code now} and of the frontiers that these were read at. */
  Map<Integer, Frontier> reached(Map<Integer, Frontier> now) {
    boolean allLater =
        frontiers.entrySet().stream()
            .allMatch(
                known ->
                    now.containsKey(known.getKey())
                        && now.get(known.getKey()).position() >= known.getValue().position());
    if (allLater) {
      return now;
    }
    Map<Integer, Frontier> reached = new HashMap<>(frontiers);
    now.forEach(
        (partition, frontier) ->
            reached.merge(partition, frontier, (a, b) -> b.position() > a.position() ? b : a));
    return reached;
  }

  private long beyond(OptionalLong last, Frontier frontier, Buckets buckets) {
    Optional<Frontier> known = Optional.ofNullable(frontier);
    boolean passed =
        last.isEmpty() || known.filter(at -> last.getAsLong() < at.position()).isPresent();
    return passed ? Long.MAX_VALUE : bucketOf(known, buckets);
  }

  private Merged merged(LastEntries read) {
    Merged known = merged;
    if (read.size() == 0) {
      return known;
    }
    return new Merged(
        known.batch(),
        known.all() instanceof MergedList list
            ? list.and(read)
            : MergedList.of(known.batch(), entries.and(read)));
  }

  /** The postings over both layers; merged once for a batch view. */
  PostingList over(StoredPostings batch) {
    Merged known = merged;
    if (known.batch() != batch) {
      known = new Merged(batch, MergedList.of(batch, entries));
      merged = known;
    }
    return known.all();
  }

  /** About how many bytes of heap they hold, with the batch view that they were merged with. */
  long bytes() {
    return entries.bytes() + merged.batch().bytes();
  }
}
