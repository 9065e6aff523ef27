package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Cut;
import org.tideline.views.window.EventClock;

class ReceiptWaitTest {
  private static final long TIMEOUT_MS = 100;
  private static final long LOOK_MS = 60;

  private long now;
  private int looks;

  /** Every look takes {@link #LOOK_MS}; what it finds depends on its number, from 1. */
  private interface Look {
    Map<Integer, Long> positions(int number) throws IOException;
  }

  private void await(Look look) throws IOException {
    Snapshots snapshots =
        new Snapshots() {
          @Override
          public Snapshot fresh(long timeout) throws IOException {
            return refresh(timeout);
          }

          @Override
          public Snapshot refresh(long timeout) throws IOException {
            now += TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
            looks++;
            return snapshot(look.positions(looks));
          }
        };
    new ReceiptWait(snapshots, Map.of(0, 5L, 1, 5L), () -> now).await(TIMEOUT_MS, TIMEOUT_MS);
  }

  private static Snapshot snapshot(Map<Integer, Long> positions) {
    Map<Integer, Frontier> frontiers =
        Map.of(
            0, new Frontier(positions.get(0), 1, Tally.ZERO, EventClock.START),
            1, new Frontier(positions.get(1), 1, Tally.ZERO, EventClock.START));
    Cut cut = new Cut(0, Map.of(0, 0L, 1, 0L));
    return new Snapshot(
        new Serving(1, 1, cut, 1, List.of(1), 0, Verdict.UNPROVEN),
        new Epoch(1, "t", "id", Map.of(0, 0L, 1, 0L), 0, Map.of()),
        frontiers,
        Map.of(),
        Map.of(),
        Collections.emptySortedMap(),
        0);
  }

  @Test
  void waitsForAsLongAsTheFrontierMoves() throws IOException {
    await(number -> Map.of(0, 5L, 1, Math.min(5L, number)));
    assertThat(looks).isEqualTo(5);
  }

  @Test
  void waitsThroughALookThatFails() throws IOException {
    await(
        number -> {
          if (number == 1 || number == 3) {
            throw new IOException("away");
          }
          return Map.of(0, 5L, 1, number + 1L);
        });
    assertThat(looks).isEqualTo(4);
  }

  @Test
  void endsWhereOnlyOtherRecordsMove() {
    assertThatThrownBy(() -> await(number -> Map.of(0, 5L + number, 1, 3L)))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "partition 1: expected the frontier to pass 5 within 100 ms, found it at 3; is the speed layer running? The records are safe in the log");
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void endsWhereNothingCanBeRead() {
    assertThatThrownBy(
            () ->
                await(
                    number -> {
                      throw new IOException("away");
                    }))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "expected the frontiers to pass the receipt, found none to read within 100 ms: away; is HBase up? The records are safe in the log")
        .hasRootCauseMessage("away");
  }
}
