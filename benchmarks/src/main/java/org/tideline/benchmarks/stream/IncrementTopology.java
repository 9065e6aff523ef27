package org.tideline.benchmarks.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Increment;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.kafka.spout.KafkaSpout;
import org.apache.storm.kafka.spout.KafkaSpoutConfig;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;

/**
 * The topology that everybody writes first: Storm's own spout for Kafka, a bolt that splits texts
 * into words, and a bolt that increments the counter of each word.
 */
final class IncrementTopology {
  static final byte[] FAMILY = Bytes.toBytes("w");
  static final byte[] COUNT = Bytes.toBytes("count");

  /** Increments so far in this process, of all topologies of this kind. */
  static final LongAdder INCREMENTS = new LongAdder();

  private IncrementTopology() {}

  static StormTopology build(
      String bootstrapServers,
      String topic,
      int partitions,
      String analyzer,
      String group,
      TableName table,
      Map<String, String> hbase,
      int counters) {
    KafkaSpoutConfig<byte[], byte[]> log =
        new KafkaSpoutConfig.Builder<byte[], byte[]>(bootstrapServers, topic)
            .setProp(ConsumerConfig.GROUP_ID_CONFIG, group)
            .setProp(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
            .setProp(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
            .build();
    TopologyBuilder topology = new TopologyBuilder();
    topology.setSpout("log", new KafkaSpout<>(log), partitions);
    topology
        .setBolt("split", new SplitBolt(partitions, analyzer), partitions)
        .localOrShuffleGrouping("log");
    topology
        .setBolt("count", new IncrementBolt(table.getNameAsString(), hbase), counters)
        .fieldsGrouping("split", new Fields("word"));
    return topology.createTopology();
  }

  private static final class SplitBolt extends BaseBasicBolt {
    private static final long serialVersionUID = 1L;

    private final int partitions;
    private final String analyzerName;
    private transient LogRecordCodec codec;
    private transient TermAnalyzer analyzer;

    private SplitBolt(int partitions, String analyzerName) {
      this.partitions = partitions;
      this.analyzerName = analyzerName;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
      codec = new LogRecordCodec(partitions);
      analyzer = TermAnalyzer.named(analyzerName);
    }

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
      long position = tuple.getLongByField("offset");
      LogRecord record =
          codec.decode(
              tuple.getIntegerByField("partition"),
              position,
              0,
              Optional.empty(),
              Optional.of(tuple.getBinaryByField("key")),
              Optional.of(tuple.getBinaryByField("value")));
      record
          .change()
          .version(position)
          .flatMap(DocumentVersion::text)
          .ifPresent(
              text ->
                  analyzer.forEachTerm(
                      text, term -> collector.emit(new Values(term.utf8ToString()))));
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
      declarer.declare(new Fields("word"));
    }
  }

  private static final class IncrementBolt extends BaseBasicBolt {
    private static final long serialVersionUID = 1L;

    private final String tableName;
    private final Map<String, String> hbase;
    private transient Table table;

    private IncrementBolt(String tableName, Map<String, String> hbase) {
      this.tableName = tableName;
      this.hbase = hbase;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context) {
      try {
        table = WorkerConnection.acquire(hbase).getTable(TableName.valueOf(tableName));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void execute(Tuple tuple, BasicOutputCollector collector) {
      byte[] word = tuple.getStringByField("word").getBytes(StandardCharsets.UTF_8);
      try {
        table.increment(new Increment(word).addColumn(FAMILY, COUNT, 1));
        INCREMENTS.increment();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void cleanup() {
      try {
        table.close();
        WorkerConnection.release();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
      // The end of the line.
    }
  }

  /** One for all bolts of a worker, as HBase recommends. */
  private static final class WorkerConnection {
    private static Optional<Connection> connection = Optional.empty();
    private static int users;

    static synchronized Connection acquire(Map<String, String> hbase) throws IOException {
      if (connection.isEmpty()) {
        Configuration configuration = HBaseConfiguration.create();
        hbase.forEach(configuration::set);
        connection = Optional.of(ConnectionFactory.createConnection(configuration));
      }
      users++;
      return connection.get();
    }

    static synchronized void release() throws IOException {
      if (--users == 0) {
        connection.orElseThrow().close();
        connection = Optional.empty();
      }
    }
  }
}
