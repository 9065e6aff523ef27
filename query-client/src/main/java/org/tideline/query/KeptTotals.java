package org.tideline.query;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.ranking.RealtimeTotals;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * What realtime adds to all words since a cut, as it was read once, and where reading goes on. A
 * partition whose frontier did not move needs no second look. Of one that moved, the buckets before
 * that of its settled position never change: every write to their rows was acknowledged before it
 * was written, and a writer that comes late writes older stamps, which HBase does not show. So only
 * the buckets from there on are read anew, from rows and live blocks.
 *
 * @param frontiers below which everything is in the totals
 * @param edges per partition, the bucket from which on it is open
 * @param open per partition, what its open buckets add
 */
record KeptTotals(
    int epoch,
    Cut cut,
    Map<Integer, Frontier> frontiers,
    Map<Integer, Long> edges,
    Map<Integer, Map<BytesRef, WordCount>> open,
    RealtimeTotals totals) {

  /** Those at the cut of {@code snapshot}, before anything is read. */
  static KeptTotals none(Snapshot snapshot) {
    return new KeptTotals(
        snapshot.serving().epoch(),
        snapshot.serving().cut(),
        Map.of(),
        Map.of(),
        Map.of(),
        RealtimeTotals.NONE);
  }

  /** Whether they are of the epoch and from the cut of {@code snapshot} on. */
  boolean begunWith(Snapshot snapshot) {
    return epoch == snapshot.serving().epoch() && cut.equals(snapshot.serving().cut());
  }

  /** Whether they include everything below the frontiers of {@code snapshot}. */
  boolean covers(Snapshot snapshot) {
    return begunWith(snapshot)
        && snapshot.frontiers().entrySet().stream()
            .allMatch(entry -> covers(entry.getKey(), entry.getValue()));
  }

  private boolean covers(int partition, Frontier frontier) {
    return frontiers.containsKey(partition)
        && frontiers.get(partition).position() >= frontier.position();
  }

  private long edge(int partition) {
    return edges.getOrDefault(partition, cut.ingestTime());
  }

  /** Begins the totals that cover {@code snapshot}, which these do not. */
  Next next(
      Snapshot snapshot, Map<Long, NavigableMap<byte[], SegmentTotals>> live, Buckets buckets) {
    return new Next(snapshot, live, buckets);
  }

  /** The totals to come: takes all rows of all tables, from {@link #from} on. */
  final class Next {
    private final Snapshot snapshot;

    /** Per period, of terms whose row was not taken yet, what stands in live blocks. */
    private final Map<Long, NavigableMap<byte[], SegmentTotals>> live;

    /** Of the partitions that moved, and of no others. */
    private final Map<Integer, Long> newEdges = new HashMap<>();

    private final Map<Integer, Map<BytesRef, WordCount>> newOpen = new HashMap<>();
    private final Map<BytesRef, WordCount> settled = new HashMap<>();

    private Next(
        Snapshot snapshot, Map<Long, NavigableMap<byte[], SegmentTotals>> live, Buckets buckets) {
      this.snapshot = snapshot;
      this.live = live;
      snapshot
          .frontiers()
          .forEach(
              (partition, frontier) -> {
                if (!covers(partition, frontier)) {
                  long edge = buckets.start(snapshot.settled().get(partition).ingestTime());
                  newEdges.put(partition, Math.max(edge(partition), edge));
                  newOpen.put(partition, new HashMap<>());
                }
              });
    }

    /** The first bucket that is to be read. */
    long from() {
      return newEdges.keySet().stream().mapToLong(KeptTotals.this::edge).min().orElseThrow();
    }

    /** Takes the cells of a word in the table of a period. */
    void row(long periodStart, Result row) {
      BytesRef term = new BytesRef(row.getRow());
      SegmentTotals inBlocks = live.get(periodStart).remove(row.getRow());
      if (inBlocks != null) {
        RealtimeTerms.addRow(snapshot, periodStart, row, inBlocks);
        take(term, inBlocks);
        return;
      }
      long[] sums = {0, 0};
      RealtimeWordCell.forEach(
          row,
          (partition, bucketStart, segment, stamp, occurrences, documents) -> {
            if (wanted(partition, bucketStart) && snapshot.counts(partition, periodStart)) {
              if (bucketStart < newEdges.get(partition)) {
                sums[0] = Math.addExact(sums[0], occurrences);
                sums[1] = Math.addExact(sums[1], documents);
              } else {
                add(newOpen.get(partition), term, new WordCount(occurrences, documents));
              }
            }
          });
      add(settled, term, new WordCount(sums[0], sums[1]));
    }

    private boolean wanted(int partition, long bucketStart) {
      return newEdges.containsKey(partition) && bucketStart >= edge(partition);
    }

    private void take(BytesRef term, SegmentTotals totals) {
      totals.forEach(
          (segment, total) -> {
            int partition = segment.partition();
            if (wanted(partition, segment.bucketStart())) {
              boolean open = segment.bucketStart() >= newEdges.get(partition);
              add(open ? newOpen.get(partition) : settled, term, total);
            }
          });
    }

    /** All rows were taken. */
    KeptTotals done() {
      // What stands in live blocks only.
      live.values()
          .forEach(terms -> terms.forEach((term, totals) -> take(new BytesRef(term), totals)));
      Map<Integer, Frontier> allFrontiers = new HashMap<>(frontiers);
      newEdges.keySet().forEach(moved -> allFrontiers.put(moved, snapshot.frontiers().get(moved)));
      Map<Integer, Long> allEdges = new HashMap<>(edges);
      allEdges.putAll(newEdges);
      Map<Integer, Map<BytesRef, WordCount>> allOpen = new HashMap<>(open);
      allOpen.putAll(newOpen);
      Map<BytesRef, WordCount> openSum = new HashMap<>();
      allOpen
          .values()
          .forEach(counts -> counts.forEach((term, count) -> add(openSum, term, count)));
      return new KeptTotals(
          epoch, cut, allFrontiers, allEdges, allOpen, totals.next(settled, openSum));
    }

    private static void add(Map<BytesRef, WordCount> sums, BytesRef term, WordCount count) {
      if (!count.equals(WordCount.ZERO)) {
        sums.merge(term, count, WordCount::plus);
      }
    }
  }
}
