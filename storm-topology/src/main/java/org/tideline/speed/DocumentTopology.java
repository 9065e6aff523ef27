package org.tideline.speed;

import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LiveSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.speed.log.LogSpout;
import org.tideline.speed.store.StoreSettings;
import org.tideline.speed.tuple.BatchTuple;
import org.tideline.speed.tuple.MicroBatchSerializer;
import org.tideline.speed.view.ViewBolt;
import org.tideline.views.realtime.MicroBatch;

/** The topology that keeps the realtime views of an epoch: a spout on the log, and a view bolt. */
public final class DocumentTopology {
  /** The name under which it runs. */
  public static final String NAME = "tideline";

  private static final String SPOUT = "log";
  private static final String BOLT = "views";

  private DocumentTopology() {}

  /**
   * The topology for {@code epoch}, with {@link #stormConfiguration} to be submitted.
   *
   * @param epoch as {@link org.tideline.schema.opening.EpochOpening} gave it for this configuration
   */
  public static StormTopology build(TidelineConfiguration configuration, Epoch epoch) {
    SpeedSettings settings = SpeedSettings.from(configuration);
    StoreSettings store = StoreSettings.from(configuration.hadoop());
    String namespace = configuration.namespace();
    TopologyBuilder builder = new TopologyBuilder();
    builder.setSpout(
        SPOUT,
        new LogSpout(
            epoch,
            EpochSettings.from(configuration),
            namespace,
            LogSettings.from(configuration).bootstrapServers(),
            settings,
            store),
        settings.spouts());
    builder
        .setBolt(
            BOLT,
            new ViewBolt(
                epoch.number(),
                namespace,
                EpochSettings.from(configuration),
                settings,
                LiveSettings.from(configuration),
                store),
            settings.bolts())
        .fieldsGrouping(SPOUT, new Fields(BatchTuple.PARTITION));
    return builder.createTopology();
  }

  /** What Storm needs to know of it. */
  public static Config stormConfiguration(TidelineConfiguration configuration) {
    SpeedSettings settings = SpeedSettings.from(configuration);
    Config storm = new Config();
    storm.setNumWorkers(settings.workers());
    storm.setNumAckers(settings.ackers());
    storm.setMessageTimeoutSecs(settings.tupleTimeoutSeconds());
    // An executor without a tuple sleeps for a millisecond. By default it first spins through a
    // thousand short parks, which the clock of a partition never lets it finish: a core's worth.
    storm.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL1_COUNT, 1);
    storm.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT, 1);
    storm.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, 1);
    // No greatest number of pending tuples: the spout bounds bytes, and an empty tuple must always
    // be able to pass, or a bolt without state would never be noticed.
    storm.registerSerialization(MicroBatch.class, MicroBatchSerializer.class);
    storm.setFallBackOnJavaSerialization(false);
    return storm;
  }
}
