package org.tideline.speed.tuple;

import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.tideline.views.realtime.MicroBatch;

/** A micro-batch as a tuple: its partition, by which bolts share the work, and itself. */
public final class BatchTuple {
  /** The field that groups tuples. */
  public static final String PARTITION = "partition";

  /** The fields of every tuple. */
  public static final Fields FIELDS = new Fields(PARTITION, "message");

  private BatchTuple() {}

  /** The values of the tuple of {@code batch}. */
  public static Values values(MicroBatch batch) {
    return new Values(batch.partition(), batch);
  }

  /** The batch of a tuple. */
  public static MicroBatch batch(Tuple tuple) {
    return (MicroBatch) tuple.getValue(1);
  }
}
