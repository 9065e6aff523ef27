package org.tideline.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.StepRecord;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.reference.ReferenceView;
import org.tideline.views.reference.ReferenceWindows;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.TimelineEntry;
import org.tideline.views.window.TimelinePlace;
import org.tideline.views.window.WindowSize;

/** A log, a namespace and a folder of one test's own, and what it wrote there. */
final class Ground implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final String name;
  private final Path root;
  private final Configuration hadoop;
  private final LogRecordCodec codec = new LogRecordCodec(PARTITIONS);
  private final Producer<byte[], byte[]> producer;
  private final Connection connection;
  private final Map<Integer, List<LogRecord>> log = new TreeMap<>();

  Ground(String name) throws IOException {
    this(name, "none");
  }

  /**
   * @param views of users that are kept
   */
  Ground(String name, String views) throws IOException {
    Engines engines = Engines.shared();
    this.name = name;
    // A new one: files of an earlier run would stand in for those that are missing.
    Path grounds = Files.createDirectories(Path.of("target", "ground").toAbsolutePath());
    this.root = Files.createTempDirectory(grounds, name);
    this.hadoop = engines.hadoop();
    hadoop.set("tideline.log.bootstrap.servers", engines.kafka());
    hadoop.set("tideline.log.topic", name);
    hadoop.set("tideline.log.partitions", Integer.toString(PARTITIONS));
    hadoop.set("tideline.hbase.namespace", name);
    hadoop.set("tideline.analyzer", "letter");
    hadoop.set("tideline.bucket.size", "100ms");
    hadoop.set("tideline.views", views);
    // No speed layer runs: there is nothing to wait for.
    hadoop.set("tideline.certify.timeout", "1ms");
    // All generations are looked at; where one goes, nobody is reading it.
    hadoop.set("tideline.retention.generations", "1000");
    hadoop.set("tideline.query.timeout", "100ms");
    hadoop.set("tideline.query.refresh", "1ms");
    hadoop.set("tideline.query.staleness", "1ms");
    hadoop.set("tideline.window.zone", "Asia/Kolkata");
    hadoop.set("tideline.root.dir", root().toUri().toString());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.put(partition, new ArrayList<>());
    }
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, engines.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.connection = ConnectionFactory.createConnection(hadoop);
    try (Admin admin = logAdmin()) {
      new LogTopic(admin, name).createIfMissing(PARTITIONS, (short) 1);
    }
  }

  /** The tables that its generations have. */
  List<BatchTable> tables() throws IOException {
    try (BatchLayer layer = BatchLayer.open(configuration())) {
      return layer.tables();
    }
  }

  Path root() {
    return root;
  }

  Admin logAdmin() {
    return Admin.create(Map.of("bootstrap.servers", Engines.shared().kafka()));
  }

  /** The settings, to be changed before a run. */
  Configuration hadoop() {
    return hadoop;
  }

  TidelineConfiguration configuration() {
    return TidelineConfiguration.load(hadoop);
  }

  Connection connection() {
    return connection;
  }

  TableNames names() {
    return new TableNames(name);
  }

  /** Appends what {@code change} asks for; returns when the log has it. */
  void append(Change change) throws Exception {
    if (change instanceof Change.Put put) {
      appendToHome(put.document().id(), LogRecordCodec.encode(put.document()));
    } else if (change instanceof Change.Delete delete) {
      appendToHome(delete.id(), LogRecordCodec.encode(delete));
    } else if (change instanceof Change.Tick) {
      append(0, Optional.empty(), Optional.of(LogRecordCodec.encodeTick()));
    } else if (change instanceof Change.Quarantined quarantined) {
      appendToHome(quarantined.key(), new byte[] {1, 9});
    }
  }

  /** Appends some random changes of few documents, the same for the same seed. */
  void grow(long seed) throws Exception {
    RandomChanges changes = new RandomChanges(seed, "d", "w");
    for (int i = 0; i < 60; i++) {
      append(changes.next());
    }
  }

  private void appendToHome(String id, byte[] value) throws Exception {
    byte[] key = LogRecordCodec.key(id);
    append(LogRecordCodec.partition(key, PARTITIONS), Optional.of(key), Optional.of(value));
  }

  /** Appends a record as it is, where it is told to. */
  LogRecord append(int partition, Optional<byte[]> key, Optional<byte[]> value)
      throws ExecutionException, InterruptedException {
    RecordMetadata taken =
        producer
            .send(new ProducerRecord<>(name, partition, key.orElse(null), value.orElse(null)))
            .get();
    LogRecord record =
        codec.decode(partition, taken.offset(), taken.timestamp(), Optional.empty(), key, value);
    log.get(partition).add(record);
    return record;
  }

  /** What was appended here, per partition; ticks of freezes are not in it. */
  Map<Integer, List<LogRecord>> log() {
    return log;
  }

  Manifest runBatch() throws Exception {
    return runBatch(new StepListener() {});
  }

  Manifest runBatch(StepListener listener) throws Exception {
    try (BatchRun run = BatchRun.open(configuration(), listener)) {
      return run.run();
    }
  }

  Serving serving() throws IOException {
    try (Table generations = connection.getTable(names().generations())) {
      return new GenerationStore(generations).serving().orElseThrow();
    }
  }

  Map<String, StepRecord> steps(int generation) throws IOException {
    Map<String, StepRecord> steps = new TreeMap<>();
    try (Table generations = connection.getTable(names().generations())) {
      new GenerationStore(generations)
          .steps(generation)
          .forEach(step -> steps.put(step.step(), step));
    }
    return steps;
  }

  /** The windows of every word and of all documents, as their starts and counts. */
  Map<String, List<String>> windows(int generation, WindowSize size) throws IOException {
    Map<String, List<String>> windows = new TreeMap<>();
    try (Table table = connection.getTable(names().words(generation));
        ResultScanner rows = table.getScanner(BatchWindowColumns.scan(size))) {
      for (Result row : rows) {
        List<String> shown = new ArrayList<>();
        BatchWindowColumns.windows(row, size)
            .forEach(
                (minute, marks, occurrences, documents, changes) ->
                    shown.add("%d %d %d".formatted(minute * 60_000, occurrences, documents)));
        windows.put(new String(row.getRow(), StandardCharsets.UTF_8), shown);
      }
    }
    return windows;
  }

  /** What they have to be at that cut, by the reference. */
  Map<String, List<String>> expectedWindows(Manifest manifest, WindowSize size) {
    Map<Integer, List<LogRecord>> below = new TreeMap<>();
    log.forEach(
        (partition, records) ->
            below.put(
                partition,
                records.stream()
                    .filter(record -> manifest.cut().covers(partition, record.position()))
                    .toList()));
    ReferenceWindows reference =
        new ReferenceWindows(below, new EventBounds(0, 0), ZoneId.of("Asia/Kolkata"));
    Map<String, ReferenceWindows.Counted> counted = new TreeMap<>();
    expected(manifest)
        .keySet()
        .forEach(word -> counted.put(word, ReferenceWindows.word(word, Tokenisation.LETTER)));
    counted.put("\0", ReferenceWindows.documents(Tokenisation.LETTER));
    Map<String, List<String>> windows = new TreeMap<>();
    counted.forEach(
        (word, count) -> {
          List<String> shown = new ArrayList<>();
          reference
              .windows(count, size, LatePolicy.UPDATE, manifest.cut().positions())
              .forEach(
                  (start, window) ->
                      shown.add(
                          "%d %d %d"
                              .formatted(
                                  start,
                                  window.count().occurrences(),
                                  window.count().documents())));
          windows.put(word, shown);
        });
    return windows;
  }

  /** The timeline of a generation as it is scanned. */
  List<TimelineEntry> timeline(int generation) throws IOException {
    List<TimelineEntry> timeline = new ArrayList<>();
    try (Table table = connection.getTable(names().timeline(generation));
        ResultScanner rows =
            table.getScanner(
                TimelineRow.scan(Long.MIN_VALUE, Long.MAX_VALUE, false, Optional.empty()))) {
      for (Result row : rows) {
        timeline.add(TimelineRow.entry(row.rawCells()[0]));
      }
    }
    return timeline;
  }

  /** What it has to be at that cut, by the reference. */
  List<TimelineEntry> expectedTimeline(Manifest manifest) {
    Map<String, Document> current =
        ReferenceView.below(manifest.cut().positions(), log, Tokenisation.LETTER).documents();
    List<TimelineEntry> timeline = new ArrayList<>();
    current.forEach(
        (id, document) -> {
          long position =
              log.get(LogRecordCodec.partition(LogRecordCodec.key(id), PARTITIONS)).stream()
                  .filter(
                      record ->
                          record.change() instanceof Change.Put put
                              && put.document().id().equals(id)
                              && put.document().eventTime() == document.eventTime())
                  .filter(
                      record ->
                          manifest
                              .cut()
                              .covers(
                                  LogRecordCodec.partition(LogRecordCodec.key(id), PARTITIONS),
                                  record.position()))
                  .mapToLong(LogRecord::position)
                  .max()
                  .orElseThrow();
          timeline.add(
              new TimelineEntry(new TimelinePlace(document.eventTime(), id), position, true));
        });
    timeline.sort(Comparator.comparing(TimelineEntry::place));
    return timeline;
  }

  /** The words table of a generation, cell by cell. */
  Map<String, WordCount> words(int generation) throws IOException {
    Map<String, WordCount> words = new TreeMap<>();
    try (Table table = connection.getTable(names().words(generation));
        ResultScanner rows = table.getScanner(BatchWordColumns.scan())) {
      for (Result row : rows) {
        words.put(new String(row.getRow(), StandardCharsets.UTF_8), BatchWordColumns.count(row));
      }
    }
    return words;
  }

  /** The ranking of a generation as it is scanned: {@code term occurrences documents}. */
  List<String> ranking(int generation) throws IOException {
    List<String> ranking = new ArrayList<>();
    try (Table table = connection.getTable(names().ranking(generation));
        ResultScanner rows = table.getScanner(RankingRow.scan())) {
      for (Result row : rows) {
        WordCount count = RankingRow.count(row.rawCells()[0]);
        ranking.add(line(RankingRow.term(row.rawCells()[0]), count));
      }
    }
    return ranking;
  }

  /** Those words sorted by their counts, ties by their bytes. */
  static List<String> ranked(Map<String, WordCount> words) {
    Comparator<Map.Entry<String, WordCount>> order =
        Comparator.comparing(word -> -word.getValue().occurrences());
    return words.entrySet().stream()
        .sorted(order.thenComparing(word -> bytes(word.getKey()), Arrays::compareUnsigned))
        .map(word -> line(bytes(word.getKey()), word.getValue()))
        .toList();
  }

  private static String line(byte[] term, WordCount count) {
    return "%s %d %d"
        .formatted(
            new String(term, StandardCharsets.UTF_8), count.occurrences(), count.documents());
  }

  private static byte[] bytes(String term) {
    return term.getBytes(StandardCharsets.UTF_8);
  }

  /** The current documents of all that was appended here, by the reference. */
  Map<String, Document> documents() {
    Map<Integer, Long> all = new TreeMap<>();
    log.keySet().forEach(partition -> all.put(partition, Long.MAX_VALUE));
    return ReferenceView.below(all, log, Tokenisation.LETTER).documents();
  }

  /** What the words table of that cut has to hold, by the reference. */
  Map<String, WordCount> expected(Manifest manifest) {
    return new TreeMap<>(
        ReferenceView.below(manifest.cut().positions(), log, Tokenisation.LETTER).words());
  }

  /** The index table of a generation, block by block. */
  Map<String, List<Posting>> postings(int generation) throws IOException {
    Map<String, List<Posting>> postings = new TreeMap<>();
    try (Table table = connection.getTable(names().index(generation));
        ResultScanner rows = table.getScanner(PostingsBlock.scan())) {
      for (Result row : rows) {
        Cell cell = row.rawCells()[0];
        postings
            .computeIfAbsent(
                new String(PostingsBlock.term(cell), StandardCharsets.UTF_8),
                term -> new ArrayList<>())
            .addAll(PostingsBlock.decode(cell));
      }
    }
    return postings;
  }

  /** What the index table of that cut has to hold, by the documents of the reference. */
  Map<String, List<Posting>> expectedPostings(Manifest manifest) {
    Map<String, List<Posting>> postings = new TreeMap<>();
    ReferenceView.below(manifest.cut().positions(), log, Tokenisation.LETTER)
        .documents()
        .forEach(
            (id, document) -> {
              List<String> tokens = Tokenisation.LETTER.apply(document.text());
              for (String term : new TreeSet<>(tokens)) {
                int[] positions =
                    IntStream.range(0, tokens.size())
                        .filter(position -> tokens.get(position).equals(term))
                        .toArray();
                postings
                    .computeIfAbsent(term, added -> new ArrayList<>())
                    .add(new Posting(id, tokens.size(), positions));
              }
            });
    postings.values().forEach(list -> list.sort(null));
    return postings;
  }

  /** All cells of a table of a generation, with all that is in them. */
  List<String> cells(BatchTable table, int generation) throws IOException {
    List<String> cells = new ArrayList<>();
    try (Table read = connection.getTable(table.of(names(), generation));
        ResultScanner rows = read.getScanner(new Scan().readAllVersions())) {
      for (Result row : rows) {
        for (Cell cell : row.rawCells()) {
          cells.add(cell + " " + Bytes.toStringBinary(CellUtil.cloneValue(cell)));
        }
      }
    }
    return cells;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    connection.close();
  }

  static void createTopic(Admin admin, NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }
}
