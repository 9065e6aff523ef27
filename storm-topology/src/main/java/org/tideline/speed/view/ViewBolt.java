package org.tideline.speed.view;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LiveSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.store.Store;
import org.tideline.speed.store.StoreSettings;
import org.tideline.speed.tuple.BatchTuple;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.RealtimePartition;
import org.tideline.views.view.Views;
import org.tideline.views.window.EventRules;

/**
 * Keeps the realtime views of the partitions whose tuples reach it. What a tuple means is {@link
 * RealtimePartition}; tuples, empty ones too, are also its clock.
 */
public final class ViewBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final String namespace;
  private final EpochSettings epochSettings;
  private final SpeedSettings settings;
  private final LiveSettings live;
  private final StoreSettings storeSettings;

  private transient OutputCollector collector;
  private transient Store store;
  private transient TermAnalyzer analyzer;
  private transient EventRules rules;
  private transient Views views;
  private transient StoredVersions versions;
  private transient FlushWriter writer;
  private transient Map<Integer, ViewPartition> partitions;
  private transient long lastPutOff;

  /** A bolt that keeps the views of {@code epoch}. */
  public ViewBolt(
      int epoch,
      String namespace,
      EpochSettings epochSettings,
      SpeedSettings settings,
      LiveSettings live,
      StoreSettings storeSettings) {
    this.epoch = epoch;
    this.namespace = namespace;
    this.epochSettings = epochSettings;
    this.settings = settings;
    this.live = live;
    this.storeSettings = storeSettings;
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    // The end of the line.
  }

  @Override
  public Map<String, Object> getComponentConfiguration() {
    // A deactivated spout sends no clock; what it sent before is to be finished all the same.
    return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 1);
  }

  @Override
  public void prepare(
      Map<String, Object> topology, TopologyContext context, OutputCollector output) {
    collector = output;
    TableNames names = new TableNames(namespace);
    store =
        Store.open(
            "%s %d".formatted(context.getThisComponentId(), context.getThisTaskIndex()),
            storeSettings);
    analyzer = TermAnalyzer.named(epochSettings.analyzer());
    rules = epochSettings.windows().rules();
    views = epochSettings.views().load();
    versions = new StoredVersions(store, names.documents(epoch));
    long settle = Math.min(live.settle(), epochSettings.segmentation().buckets().size());
    writer =
        new FlushWriter(
            store, names, epoch, epochSettings.realtimePeriod(), settle, settings.lateRecords());
    partitions = new TreeMap<>();
    lastPutOff = now();
  }

  @Override
  public void execute(Tuple tuple) {
    store.requireNotRefused();
    if (TupleUtils.isTick(tuple)) {
      collector.ack(tuple);
    } else {
      offer(tuple);
    }
    for (ViewPartition partition : partitions.values()) {
      partition.advance(now());
    }
    putOffTimeouts();
  }

  private void offer(Tuple tuple) {
    MicroBatch batch = BatchTuple.batch(tuple);
    ViewPartition partition = partitions.computeIfAbsent(batch.partition(), this::partition);
    partition.advance(now());
    partition.offer(batch, tuple, now());
  }

  private ViewPartition partition(int number) {
    return new ViewPartition(tiers -> state(number, tiers), writer, settings, live);
  }

  private RealtimePartition<Tuple> state(int number, RealtimePartition.Tiers tiers) {
    return new RealtimePartition<>(
        number,
        epochSettings.segmentation(),
        analyzer,
        rules,
        views,
        versions,
        new RealtimePartition.Replies<>() {
          @Override
          public void ack(Tuple tuple) {
            collector.ack(tuple);
          }

          @Override
          public void fail(Tuple tuple) {
            collector.fail(tuple);
          }
        },
        tiers);
  }

  /** While HBase is away no tuple fails for it. */
  private void putOffTimeouts() {
    long now = now();
    if (now - lastPutOff >= settings.tupleTimeout() / 4) {
      lastPutOff = now;
      for (ViewPartition partition : partitions.values()) {
        partition.heldTuples().forEach(collector::resetTimeout);
      }
    }
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void cleanup() {
    store.close();
    analyzer.close();
  }
}
