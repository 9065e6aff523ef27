package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.tideline.benchmarks.measure.VoidRunException;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.benchmarks.stage.WordsByPosition;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.speed.DocumentTopology;

/** The topology, with words, documents and postings, and how fast it makes a log readable. */
public final class SpeedLayer implements AutoCloseable {
  /** Of the log, by words. */
  private static final double WARM_UP = 0.25;

  private final Stage stage;
  private final TopologyRunner storm;
  private int runs;

  private SpeedLayer(Stage stage, TopologyRunner storm) {
    this.stage = stage;
    this.storm = storm;
  }

  /** Starts Storm, for one topology after another. */
  public static SpeedLayer start(Stage stage) throws Exception {
    return new SpeedLayer(stage, TopologyRunner.start(stage.platform()));
  }

  /** For other topologies. */
  TopologyRunner storm() {
    return storm;
  }

  /**
   * Reads a log to its end, from where its epoch stands, and stops.
   *
   * @param words of the log, which was filled before
   * @return words per second, the first quarter left out
   */
  public double drain(TidelineConfiguration configuration, Epoch epoch, WordsByPosition words)
      throws Exception {
    return run(configuration, epoch, () -> rate(configuration, epoch, words));
  }

  /** Runs the topology until something is measured; what is in flight then is written first. */
  double run(
      TidelineConfiguration configuration, Epoch epoch, TopologyRunner.Measurement measurement)
      throws Exception {
    return storm.run(
        "%s-%d".formatted(configuration.namespace(), runs++),
        DocumentTopology.build(configuration, epoch),
        DocumentTopology.stormConfiguration(configuration),
        sum(configuration, epoch, SpeedLayer::sum),
        measurement);
  }

  /** Words per second, the first quarter left out, of whoever makes the log readable now. */
  double rate(TidelineConfiguration configuration, Epoch epoch, WordsByPosition words)
      throws InterruptedException, VoidRunException {
    Progress readable = new Progress("words", sum(configuration, epoch, words::below));
    return readable.perSecond((long) (WARM_UP * words.total()), words.total());
  }

  /** How many records are readable, over all partitions. */
  Progress records(TidelineConfiguration configuration, Epoch epoch) {
    return new Progress("records", sum(configuration, epoch, SpeedLayer::sum));
  }

  private LongSupplier sum(
      TidelineConfiguration configuration,
      Epoch epoch,
      ToLongFunction<Map<Integer, Long>> ofPositions) {
    Frontiers frontiers = new Frontiers(stage.connection(), configuration, epoch.number());
    return () -> ofPositions.applyAsLong(frontiers.positions());
  }

  private static long sum(Map<Integer, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    storm.close();
  }
}
