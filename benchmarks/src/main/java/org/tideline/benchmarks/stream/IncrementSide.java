package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.storm.Config;
import org.tideline.benchmarks.measure.Alternation;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * Increments per second of {@link IncrementTopology}, each round in a table of its own. It is not
 * given the time to get through the log.
 */
record IncrementSide(Stage stage, TopologyRunner storm) implements Alternation.Side {
  private static final int WARM_UP_SECONDS = 20;
  private static final int SECONDS = 30;
  private static final int POLL_MILLIS = 20;

  /** Increments at a time, one for each handler of the region server here. */
  private static final int COUNTERS = 8;

  /** Documents; more would wait for longer than the time-out of a tuple. */
  private static final int MAX_PENDING = 100;

  @Override
  public double measure(int round) throws Exception {
    TidelineConfiguration configuration = stage.configuration("increments");
    LogSettings log = LogSettings.from(configuration);
    String name = "increments" + round;
    TableName table = TableName.valueOf(name);
    create(table);
    Config conf = new Config();
    conf.setNumWorkers(1);
    conf.setMaxSpoutPending(MAX_PENDING);
    // By default executors that wait take half of the CPU of a small machine from those that work.
    conf.put(Config.TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT, 1);
    conf.put(Config.TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL2_COUNT, 1);
    return storm.run(
        name,
        IncrementTopology.build(
            log.bootstrapServers(),
            log.topic(),
            log.partitions(),
            EpochSettings.from(configuration).analyzer(),
            name,
            table,
            hbase(configuration.hadoop()),
            COUNTERS),
        conf,
        IncrementTopology.INCREMENTS::sum,
        IncrementSide::perSecond);
  }

  private void create(TableName table) throws IOException {
    try (Admin admin = stage.connection().getAdmin()) {
      admin.createTable(
          TableDescriptorBuilder.newBuilder(table)
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(IncrementTopology.FAMILY))
              .build());
    }
  }

  private static Map<String, String> hbase(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>();
    for (String key : List.of("hbase.zookeeper.quorum", "hbase.zookeeper.property.clientPort")) {
      settings.put(key, configuration.get(key));
    }
    return settings;
  }

  private static double perSecond() throws InterruptedException {
    long before = IncrementTopology.INCREMENTS.sum();
    while (IncrementTopology.INCREMENTS.sum() == before) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    long from = IncrementTopology.INCREMENTS.sum();
    long begin = System.nanoTime();
    TimeUnit.SECONDS.sleep(SECONDS);
    return (IncrementTopology.INCREMENTS.sum() - from) / ((System.nanoTime() - begin) / 1e9);
  }
}
