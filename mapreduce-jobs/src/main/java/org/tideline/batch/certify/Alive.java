package org.tideline.batch.certify;

import java.io.IOException;
import org.apache.hadoop.util.Progressable;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.Side;

/** Tells Hadoop that a task lives, which for long passes pairs on and writes nothing. */
final class Alive implements PairSink {
  private static final int PAIRS_PER_SIGN = 1 << 14;

  private final Progressable task;
  private final PairSink sink;
  private int pairs;

  Alive(Progressable task, PairSink sink) {
    this.task = task;
    this.sink = sink;
  }

  @Override
  public void accept(BytesRef key, long[] values, Side... sides)
      throws IOException, InterruptedException {
    if (++pairs % PAIRS_PER_SIGN == 0) {
      task.progress();
    }
    sink.accept(key, values, sides);
  }
}
