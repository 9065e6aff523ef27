package org.tideline.speed.log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.SpeedSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.speed.store.Store;
import org.tideline.speed.store.StoreSettings;
import org.tideline.speed.tuple.BatchTuple;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.MessageId;
import org.tideline.views.realtime.PartitionFeed;

/**
 * Reads the partitions of the log whose number leaves the index of its task as remainder, each from
 * its own checkpoint. What may be read when, and what a failure means, is {@link PartitionFeed}.
 */
public final class LogSpout extends BaseRichSpout {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LogSpout.class);

  /** How long one look at the log waits; a task has nothing else to do. */
  private static final Duration PATIENCE = Duration.ofMillis(5);

  private final Epoch epoch;
  private final EpochSettings epochSettings;
  private final String namespace;
  private final String bootstrapServers;
  private final SpeedSettings settings;
  private final StoreSettings storeSettings;

  private transient Map<Integer, FedPartition> partitions;
  private transient SpoutOutputCollector collector;
  private transient Store store;
  private transient ProgressLoader loader;
  private transient LogReader reader;
  private transient boolean logAway;

  /** A spout for the log of {@code epoch}. */
  public LogSpout(
      Epoch epoch,
      EpochSettings epochSettings,
      String namespace,
      String bootstrapServers,
      SpeedSettings settings,
      StoreSettings storeSettings) {
    this.epoch = epoch;
    this.epochSettings = epochSettings;
    this.namespace = namespace;
    this.bootstrapServers = bootstrapServers;
    this.settings = settings;
    this.storeSettings = storeSettings;
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    declarer.declare(BatchTuple.FIELDS);
  }

  @Override
  public void open(
      Map<String, Object> topology, TopologyContext context, SpoutOutputCollector output) {
    // This worker may have other jars than the one who submitted.
    epochSettings.requireRecorded(epoch.number(), epoch.settings());
    int tasks = context.getComponentTasks(context.getThisComponentId()).size();
    String task = "%s %d".formatted(context.getThisComponentId(), context.getThisTaskIndex());
    collector = output;
    partitions = new TreeMap<>();
    for (int number : epoch.startPositions().keySet()) {
      if (Math.floorMod(number, tasks) == context.getThisTaskIndex()) {
        PartitionFeed feed =
            new PartitionFeed(number, settings.bytesInFlight(), settings.heartbeat());
        partitions.put(number, new FedPartition(number, feed));
      }
    }
    store = Store.open(task, storeSettings);
    loader =
        new ProgressLoader(
            task, epoch, new TableNames(namespace).progress(), store, bootstrapServers);
    reader =
        new LogReader(
            epoch,
            LogRecordCodec.admitting(epochSettings),
            bootstrapServers,
            settings.tupleBytes());
  }

  @Override
  public void nextTuple() {
    store.requireNotRefused();
    for (FedPartition partition : partitions.values()) {
      load(partition);
    }
    read();
    long now = now();
    for (FedPartition partition : partitions.values()) {
      partition.empty(now).ifPresent(this::emit);
    }
  }

  private void load(FedPartition partition) {
    if (!partition.loading() && partition.feed().loadDue(now())) {
      partition.loading(loader.load(partition.number(), partition.seen()));
    }
    partition.loaded().ifPresent(loaded -> begin(partition, loaded));
  }

  private void begin(FedPartition partition, CompletableFuture<Loaded> done) {
    Loaded loaded;
    try {
      loaded = done.join();
    } catch (CompletionException e) {
      Throwable cause = passing(e);
      if (partition.loadFailed()) {
        LOG.warn(
            "Partition {} cannot begin: {}; it is tried again until it can",
            partition.number(),
            cause.toString());
      }
      partition.feed().retryLoad(now());
      return;
    }
    if (loaded instanceof Loaded.Stopped stopped) {
      stop(partition, stopped.checkpoint(), stopped.stop());
    } else if (loaded instanceof Loaded.Ready ready) {
      Checkpoint checkpoint = ready.checkpoint();
      if (ready.wasStopped()) {
        loader.note(partition.number(), checkpoint, Optional.empty());
      }
      LOG.info("Partition {} goes on at position {}", partition.number(), checkpoint.position());
      reader.begin(partition.number(), checkpoint);
      partition.begin(checkpoint);
    }
  }

  /**
   * Why a load failed, where another may succeed.
   *
   * @throws CorruptDataException if what is stored cannot be read, which fails the task
   */
  static Throwable passing(CompletionException failure) {
    if (failure.getCause() instanceof CorruptDataException corrupt) {
      throw corrupt;
    }
    return failure.getCause();
  }

  private void stop(FedPartition partition, Checkpoint checkpoint, Stop stop) {
    LOG.error("Partition {} stops, {}: {}", partition.number(), stop.reason(), stop.detail());
    reader.end(partition.number());
    partition.feed().stopped();
    loader.note(partition.number(), checkpoint, Optional.of(stop));
  }

  private void read() {
    long now = now();
    try {
      for (Reading reading :
          reader.read(number -> partitions.get(number).wantsRecords(now), PATIENCE)) {
        take(reading);
      }
      if (logAway) {
        logAway = false;
        LOG.info("The log can be read again");
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      logAway(e);
    }
  }

  private void take(Reading reading) {
    FedPartition partition = partitions.get(reading.partition());
    if (reading instanceof Reading.Records records) {
      emit(partition.emit(records, now()));
    } else if (reading instanceof Reading.OutOfRange) {
      LOG.warn(
          "Partition {}: position {} is not in the log; the checkpoint is looked at again",
          partition.number(),
          partition.feed().position());
      reader.end(partition.number());
      partition.feed().retryLoad(now());
    } else if (reading instanceof Reading.Refused refused) {
      stop(partition, partition.begun(), refused.stop());
    }
  }

  private void logAway(Throwable failure) {
    if (!logAway) {
      logAway = true;
      LOG.warn("The log cannot be read: {}; it is tried again until it can", failure.toString());
    }
  }

  private void emit(PartitionFeed.Message message) {
    collector.emit(BatchTuple.values(message.batch()), message.id());
  }

  @Override
  public void ack(Object id) {
    MessageId message = (MessageId) id;
    FedPartition partition = partitions.get(message.partition());
    partition.answered(now());
    partition.feed().acked(message);
  }

  @Override
  public void fail(Object id) {
    MessageId message = (MessageId) id;
    PartitionFeed feed = partitions.get(message.partition()).feed();
    PartitionFeed.State before = feed.state();
    feed.failed(message, now());
    if (feed.state() != before) {
      reader.end(message.partition());
      LOG.info("Partition {} begins again at its checkpoint: {} failed", message.partition(), id);
    }
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void close() {
    reader.close();
    loader.close();
    store.close();
  }
}
