package org.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellComparator;
import org.apache.hadoop.hbase.client.Result;
import org.junit.jupiter.api.Test;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Tier;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;

class FrontiersTest {
  private static final Bucket BUCKET = new Bucket(10_000, 0);

  private static List<Cell> flush(Tier tier, long to, boolean edge) {
    Settled settled = tier == Tier.SETTLED ? new Settled(to, BUCKET.stamp(to)) : new Settled(0, 1);
    Flush flush =
        new Flush(
            tier,
            new Segment(BUCKET.start(), 0, 0),
            to,
            BUCKET.stamp(to) - 1,
            BUCKET.stamp(to) - 1,
            List.of(),
            false,
            List.of(),
            List.of(),
            Flush.ByEventTime.NONE,
            List.of(),
            new Frontier(to, 10_000, Tally.ZERO, EventClock.START),
            BUCKET.stamp(to),
            settled,
            false,
            edge
                ? Optional.of(
                    new Checkpoint(
                        to, BUCKET, 10_000, Optional.empty(), Tally.ZERO, EventClock.START))
                : Optional.empty());
    return ProgressRow.put(1, flush).getFamilyCellMap().get(ProgressRow.FAMILY);
  }

  @Test
  void leavesTheEdgesOutAndKnowsTheTiers() {
    List<Cell> cells = new ArrayList<>();
    cells.addAll(flush(Tier.SETTLED, 70, false));
    cells.addAll(flush(Tier.SETTLED, 100, true));
    cells.addAll(flush(Tier.LIVE, 130, false));
    cells.sort(CellComparator.getInstance());
    assertThat(Frontiers.flushesOf(Result.create(cells)))
        .isEqualTo(Map.of(70L, Tier.SETTLED, 130L, Tier.LIVE));
  }
}
