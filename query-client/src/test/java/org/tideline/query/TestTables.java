package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.TermTotal;

/** The tables of one namespace, written as the two layers write them: two partitions, one epoch. */
final class TestTables implements AutoCloseable {
  private final TidelineConfiguration configuration;
  private final EpochSettings settings;
  private final Connection connection;
  private final Admin admin;
  private final Schema schema;

  final TableNames names;
  private int epochNumber = 1;

  private TestTables(TidelineConfiguration configuration) throws IOException {
    this.configuration = configuration;
    this.settings = EpochSettings.from(configuration);
    this.names = new TableNames(configuration.namespace());
    this.connection = ConnectionFactory.createConnection(configuration.hadoop());
    this.admin = connection.getAdmin();
    this.schema = new Schema(admin, names);
    schema.createBase();
    schema.createEpoch(1);
  }

  /** Tables with the epoch's settings as {@code changes} have them; nothing serves yet. */
  static TestTables create(String namespace, Map<String, String> changes) throws IOException {
    Configuration hbase = InProcessHBase.configuration();
    hbase.set("tideline.hbase.namespace", namespace);
    hbase.set("tideline.query.refresh", "20ms");
    hbase.set("tideline.query.staleness", "1s");
    hbase.set("tideline.query.timeout", "10s");
    changes.forEach(hbase::set);
    return new TestTables(TidelineConfiguration.load(hbase));
  }

  TidelineConfiguration configuration() {
    return configuration;
  }

  /** Opens the epoch: generation 0 serves. */
  void openEpoch(long since) throws IOException {
    Epoch epoch =
        new Epoch(epochNumber, "tideline", "id", Map.of(0, 0L, 1, 0L), since, settings.recorded());
    try (Table table = connection.getTable(names.generations())) {
      GenerationStore store = new GenerationStore(table);
      store.createEpoch(epoch);
      store.replaceServing(Optional.empty(), Serving.empty(epoch));
    }
  }

  /** Opens the next epoch, whose generation serves instead: what is written from now on is its. */
  void openNextEpoch(int generation, Cut cut) throws IOException {
    epochNumber++;
    schema.createEpoch(epochNumber);
    try (Table table = connection.getTable(names.generations())) {
      new GenerationStore(table)
          .createEpoch(
              new Epoch(
                  epochNumber, "tideline", "id", Map.of(0, 0L, 1, 0L), 0, settings.recorded()));
    }
    serve(generation, cut, 0);
  }

  /** Makes {@code generation} serve at a cut, with its counts in its table. */
  void publish(int generation, long cut, Map<String, WordCount> counts) throws IOException {
    createWords(generation, cut, counts);
    serve(generation, cut, 0);
  }

  void createWords(int generation, long cut, Map<String, WordCount> counts) throws IOException {
    schema.createBatch(BatchTable.WORDS, generation, new byte[0][]);
    long stamp = new Cut(cut, Map.of(0, 0L, 1, 0L)).stamp();
    try (Table table = connection.getTable(names.words(generation))) {
      for (Map.Entry<String, WordCount> count : counts.entrySet()) {
        byte[] term = bytes(count.getKey());
        Put put = new Put(term);
        for (var cell : BatchWordColumns.cells(term, count.getValue(), stamp)) {
          put.add(cell);
        }
        table.put(put);
      }
    }
    createRanking(generation, stamp, counts);
  }

  private void createRanking(int generation, long stamp, Map<String, WordCount> counts)
      throws IOException {
    schema.createBatch(BatchTable.RANKING, generation, new byte[0][]);
    for (Map.Entry<String, WordCount> count : counts.entrySet()) {
      byte[] row = RankingRow.row(bytes(count.getKey()), count.getValue().occurrences());
      put(
          names.ranking(generation),
          new Put(row).add(RankingRow.cell(row, count.getValue().documents(), stamp)));
    }
  }

  /** The postings of a generation. */
  void createIndex(int generation, List<KeyValue> cells) throws IOException {
    schema.createBatch(BatchTable.INDEX, generation, new byte[0][]);
    List<Put> puts = new ArrayList<>();
    for (KeyValue cell : cells) {
      puts.add(new Put(CellUtil.cloneRow(cell)).add(cell));
    }
    putAll(names.index(generation), puts);
  }

  /** Rows of the realtime table of the period that has {@code bucket}. */
  void putRealtime(long bucket, List<Put> puts) throws IOException {
    long period = new Buckets(settings.realtimePeriod()).start(bucket);
    schema.createRealtime(epochNumber, period);
    putAll(names.realtime(epochNumber, period), puts);
  }

  /** Deletes in the realtime table of the period that has {@code bucket}. */
  void delete(long bucket, List<Delete> deletes) throws IOException {
    long period = new Buckets(settings.realtimePeriod()).start(bucket);
    try (Table table = connection.getTable(names.realtime(epochNumber, period))) {
      table.delete(new ArrayList<>(deletes));
    }
  }

  private void putAll(TableName name, List<Put> puts) throws IOException {
    try (Table table = connection.getTable(name)) {
      table.put(puts);
    }
  }

  void serve(int generation, long cut, long floor) throws IOException {
    serve(generation, new Cut(cut, Map.of(0, 0L, 1, 0L)), floor);
  }

  void serve(int generation, Cut cut, long floor) throws IOException {
    try (Table table = connection.getTable(names.generations())) {
      GenerationStore store = new GenerationStore(table);
      Serving now = store.serving().orElseThrow();
      Serving next =
          new Serving(
              now.revision() + 1,
              generation,
              cut,
              epochNumber,
              List.of(generation),
              floor,
              Verdict.UNPROVEN);
      if (!store.replaceServing(Optional.of(now), next)) {
        throw new IllegalStateException("somebody else changed the serving row");
      }
    }
  }

  /** Changes the serving row as the batch layer does. */
  void change(UnaryOperator<Serving> change) throws IOException {
    try (Table table = connection.getTable(names.generations())) {
      GenerationStore store = new GenerationStore(table);
      Serving now = store.serving().orElseThrow();
      if (!store.replaceServing(Optional.of(now), change.apply(now))) {
        throw new IllegalStateException("somebody else changed the serving row");
      }
    }
  }

  /** The total of a segment for one term. */
  void add(int partition, long bucket, String term, long occurrences, long documents)
      throws IOException {
    long period = new Buckets(settings.realtimePeriod()).start(bucket);
    schema.createRealtime(epochNumber, period);
    long stamp = new Bucket(bucket, 0).stamp(1);
    put(
        names.realtime(epochNumber, period),
        RealtimeWordCell.put(
            new Segment(bucket, partition, 0),
            stamp,
            bytes(term),
            TermTotal.withoutWindows(new WordCount(occurrences, documents))));
  }

  void frontier(int partition, long position, long ingestTime) throws IOException {
    frontier(partition, position, ingestTime, Tally.ZERO);
  }

  void frontier(int partition, long position, long ingestTime, Tally tally) throws IOException {
    Frontier frontier = new Frontier(position, ingestTime, tally, EventClock.START);
    long bucket = settings.segmentation().buckets().start(ingestTime);
    long stamp = new Bucket(bucket, 0).stamp(position);
    put(
        names.progress(),
        ProgressRow.put(
            epochNumber,
            partition,
            new Flush.Stamped<>(stamp, frontier),
            new Settled(position, stamp)));
  }

  void stop(int partition, Stop stop) throws IOException {
    put(
        names.progress(),
        ProgressRow.put(epochNumber, partition, Checkpoint.startingAt(0), Optional.of(stop)));
  }

  void document(long stamp, DocumentVersion version) throws IOException {
    put(names.documents(epochNumber), DocumentRow.put(new Flush.Stamped<>(stamp, version)));
  }

  void outcome(int partition, Outcome outcome) throws IOException {
    put(names.outcomes(epochNumber), OutcomeRow.put(partition, new Flush.Stamped<>(1, outcome)));
  }

  /** Says of the counts of {@code generation} that they have that format. */
  void mark(int generation, String format) throws IOException {
    admin.modifyTable(
        TableDescriptorBuilder.newBuilder(admin.getDescriptor(names.words(generation)))
            .setValue("tideline.format", format)
            .build());
  }

  void drop(TableName table) throws IOException {
    admin.disableTable(table);
    admin.deleteTable(table);
  }

  void put(TableName name, Put put) throws IOException {
    try (Table table = connection.getTable(name)) {
      table.put(put);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    admin.close();
    connection.close();
  }
}
