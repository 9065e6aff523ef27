package org.tideline.benchmarks.stage;

import org.tideline.views.realtime.RealtimePartition;

/** Replies to a program that gives a partition its records in order, and knows it. */
public final class InOrder implements RealtimePartition.Replies<Long> {
  @Override
  public void ack(Long to) {
    // Nobody waits for it.
  }

  @Override
  public void fail(Long to) {
    throw new IllegalStateException("a record out of order, before position " + to);
  }
}
