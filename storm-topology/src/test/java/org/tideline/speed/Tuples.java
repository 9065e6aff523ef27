package org.tideline.speed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.tideline.speed.tuple.BatchTuple;
import org.tideline.views.realtime.MicroBatch;

/** What Storm gives to a bolt, for a bolt that a test drives by hand. */
final class Tuples implements IOutputCollector {
  private static final String SPOUT = "log";
  private static final String STREAM = "default";

  private final TopologyContext context;
  private final List<Tuple> acked = new ArrayList<>();
  private final List<Tuple> failed = new ArrayList<>();

  Tuples(StormTopology topology) {
    this.context =
        new TopologyContext(
            topology,
            Map.of(),
            Map.of(1, SPOUT, 2, "views"),
            Map.of(SPOUT, List.of(1), "views", List.of(2)),
            Map.of(SPOUT, Map.of(STREAM, BatchTuple.FIELDS)),
            Map.of(),
            "by-hand",
            "",
            "",
            2,
            0,
            List.of(1, 2),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            new AtomicBoolean(),
            null);
  }

  TopologyContext context() {
    return context;
  }

  OutputCollector collector() {
    return new OutputCollector(this);
  }

  Tuple of(MicroBatch batch) {
    return new TupleImpl(context, BatchTuple.values(batch), SPOUT, 1, STREAM);
  }

  List<Tuple> acked() {
    return acked;
  }

  List<Tuple> failed() {
    return failed;
  }

  @Override
  public void ack(Tuple tuple) {
    acked.add(tuple);
  }

  @Override
  public void fail(Tuple tuple) {
    failed.add(tuple);
  }

  @Override
  public void resetTimeout(Tuple tuple) {
    // No time-outs here.
  }

  @Override
  public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> values) {
    throw new UnsupportedOperationException("the bolt is the end of the line");
  }

  @Override
  public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> values) {
    throw new UnsupportedOperationException("the bolt is the end of the line");
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void reportError(Throwable error) {
    throw new IllegalStateException(error);
  }
}
