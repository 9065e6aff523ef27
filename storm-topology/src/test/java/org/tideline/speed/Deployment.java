package org.tideline.speed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.storm.Config;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.log.LogTopic;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.progress.Stop;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Content;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.merge.SegmentTotals;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;

/** A namespace and a topic of one test on the shared engines, and all that stands in its tables. */
final class Deployment implements AutoCloseable {
  private static final Duration LAUNCH = Duration.ofSeconds(60);

  private final Engines engines = Engines.shared();
  private final String name;
  private final TidelineConfiguration configuration;
  private final Connection connection;
  private final Admin kafka;
  private final TableNames names;
  private final List<String> topologies = new ArrayList<>();

  /**
   * @param name of the namespace and the topic
   * @param settings of Tideline, without their prefix
   */
  Deployment(String name, Map<String, String> settings) throws IOException {
    this.name = name;
    this.configuration = configuration(settings);
    this.connection = ConnectionFactory.createConnection(configuration.hadoop());
    this.kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, engines.kafka()));
    this.names = new TableNames(configuration.namespace());
  }

  private TidelineConfiguration configuration(Map<String, String> settings) {
    Configuration base = engines.hbase();
    base.set("tideline.log.bootstrap.servers", engines.kafka());
    base.set("tideline.log.topic", name);
    base.set("tideline.hbase.namespace", name);
    base.set("tideline.analyzer", "letter");
    settings.forEach((key, value) -> base.set("tideline." + key, value));
    return TidelineConfiguration.load(base);
  }

  TidelineConfiguration configuration() {
    return configuration;
  }

  Connection connection() {
    return connection;
  }

  Admin kafka() {
    return kafka;
  }

  String topic() {
    return name;
  }

  TableNames names() {
    return names;
  }

  Epoch open(List<String> notices) throws IOException {
    return open(Map.of(), name, notices);
  }

  Epoch open(Map<String, String> settings, String topic, List<String> notices) throws IOException {
    TidelineConfiguration asked = settings.isEmpty() ? configuration : configuration(settings);
    return new EpochOpening(asked).open(connection, new LogTopic(kafka, topic), notices::add);
  }

  void submit(Epoch epoch) throws TException {
    String topology = "%s-%d".formatted(name, topologies.size());
    topologies.add(topology);
    Config storm = DocumentTopology.stormConfiguration(configuration);
    storm.put(Config.TOPOLOGY_AUTO_TASK_HOOKS, List.of(LaunchedTopologies.class.getName()));
    engines.storm().submitTopology(topology, storm, DocumentTopology.build(configuration, epoch));
  }

  /** Kills what runs without letting it finish; its threads may work on for a moment. */
  void kill() throws TException {
    KillOptions now = new KillOptions();
    now.set_wait_secs(0);
    for (String topology : topologies) {
      await().atMost(LAUNCH).until(() -> LaunchedTopologies.contains(topology));
      try {
        engines.storm().killTopologyWithOpts(topology, now);
      } catch (NotAliveException e) {
        // Killed before.
      }
    }
  }

  /** Per partition what its progress row says. */
  record Progress(
      Optional<Checkpoint> checkpoint,
      Optional<Frontier> frontier,
      Optional<Settled> settled,
      Optional<Stop> stop) {}

  SortedMap<Integer, Progress> progress() throws IOException {
    SortedMap<Integer, Progress> progress = new TreeMap<>();
    for (Result row : scan(names.progress(), ProgressRow.scan(1))) {
      progress.put(
          ProgressRow.partition(row),
          new Progress(
              ProgressRow.checkpoint(row),
              ProgressRow.frontier(row),
              ProgressRow.settled(row),
              ProgressRow.stop(row)));
    }
    return progress;
  }

  /** Whether everything below {@code ends} is readable. */
  boolean readable(Map<Integer, Long> ends) throws IOException {
    SortedMap<Integer, Progress> progress = progress();
    return ends.entrySet().stream()
        .allMatch(
            end ->
                Optional.ofNullable(progress.get(end.getKey()))
                    .flatMap(Progress::frontier)
                    .filter(frontier -> frontier.position() >= end.getValue())
                    .isPresent());
  }

  Tally tally() throws IOException {
    Tally sum = Tally.ZERO;
    for (Progress progress : progress().values()) {
      sum = sum.plus(progress.frontier().map(Frontier::tally).orElse(Tally.ZERO));
    }
    return sum;
  }

  /** The count of every word, over all segments of all periods, from rows and live blocks. */
  SortedMap<String, WordCount> words(Epoch epoch) throws IOException {
    Map<String, SegmentTotals> totals = new TreeMap<>();
    for (TableName table : realtimeTables(epoch)) {
      for (Result row : scan(table, RealtimeWordCell.scan(new Cut(0, epoch.startPositions())))) {
        SegmentTotals ofWord =
            totals.computeIfAbsent(Bytes.toString(row.getRow()), word -> new SegmentTotals());
        RealtimeWordCell.forEach(
            row,
            (partition, bucketStart, segment, stamp, occurrences, documents) ->
                ofWord.add(
                    new Segment(bucketStart, partition, segment),
                    stamp,
                    new WordCount(occurrences, documents)));
      }
      for (Result row : scan(table, LiveRow.scan(LiveRow.WORDS, 0))) {
        for (Cell block : row.rawCells()) {
          LiveWordsBlock.forEach(
              block,
              LiveRow.partition(block),
              (term, segment, stamp, total) ->
                  totals
                      .computeIfAbsent(Bytes.toString(term), word -> new SegmentTotals())
                      .add(segment, stamp, total));
        }
      }
    }
    SortedMap<String, WordCount> words = new TreeMap<>();
    totals.forEach((word, found) -> words.put(word, found.sum()));
    words.values().removeIf(WordCount.ZERO::equals);
    return words;
  }

  /** How many live blocks of words there are. */
  long liveBlocks(Epoch epoch) throws IOException {
    long blocks = 0;
    for (TableName table : realtimeTables(epoch)) {
      for (Result row : scan(table, LiveRow.scan(LiveRow.WORDS, 0))) {
        blocks += row.size();
      }
    }
    return blocks;
  }

  /** The postings of every word, over all segments of all periods, from rows and live blocks. */
  SortedMap<String, List<Posting>> postings(Epoch epoch) throws IOException {
    SortedMap<String, List<PostingEntry>> entries = new TreeMap<>();
    for (TableName table : realtimeTables(epoch)) {
      for (Result row :
          scan(table, RealtimePostingsCell.scan(new Cut(0, epoch.startPositions())))) {
        entries
            .computeIfAbsent(Bytes.toString(row.getRow()), word -> new ArrayList<>())
            .addAll(RealtimePostingsCell.entries(row));
      }
      for (Result row : scan(table, LiveRow.scan(LiveRow.POSTINGS, 0))) {
        for (Cell block : row.rawCells()) {
          LivePostingsBlock.forEach(
              block,
              (term, found) ->
                  found.decode(
                      entries.computeIfAbsent(Bytes.toString(term), word -> new ArrayList<>())));
        }
      }
    }
    SortedMap<String, List<Posting>> postings = new TreeMap<>();
    entries.forEach(
        (word, found) -> {
          List<Posting> merged = new ArrayList<>();
          MergedPostings.of(Collections.emptyIterator(), found).forEachRemaining(merged::add);
          if (!merged.isEmpty()) {
            postings.put(word, merged);
          }
        });
    return postings;
  }

  /** Rows that have a piece of a segment beside a fold of it. */
  List<String> piecesBesideFolds(Epoch epoch) throws IOException {
    List<String> rows = new ArrayList<>();
    for (TableName table : realtimeTables(epoch)) {
      for (Result row :
          scan(table, RealtimePostingsCell.scan(new Cut(0, epoch.startPositions())))) {
        Map<Segment, Set<PostingSpan.Kind>> kinds = new HashMap<>();
        for (Cell cell : row.rawCells()) {
          kinds
              .computeIfAbsent(RealtimePostingsCell.segment(cell), segment -> new HashSet<>())
              .add(RealtimePostingsCell.span(cell).kind());
        }
        if (kinds.values().stream().anyMatch(found -> found.size() > 1)) {
          rows.add(Bytes.toString(row.getRow()));
        }
      }
    }
    return rows;
  }

  List<TableName> realtimeTables(Epoch epoch) throws IOException {
    List<TableName> tables = new ArrayList<>();
    try (org.apache.hadoop.hbase.client.Admin admin = connection.getAdmin()) {
      for (TableName table : admin.listTableNamesByNamespace(names.namespace())) {
        if (names.periodStart(epoch.number(), table).isPresent()) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  /** The current documents by id, without those that are deleted. */
  SortedMap<String, Document> documents(Epoch epoch) throws IOException {
    SortedMap<String, Document> documents = new TreeMap<>();
    Scan all = new Scan().addFamily(DocumentRow.FAMILY);
    for (Result row : scan(names.documents(epoch.number()), all)) {
      DocumentVersion version = DocumentRow.newest(row).map(Stamped::value).orElseThrow();
      if (version.content().isPresent()) {
        Content content = version.content().get();
        documents.put(
            version.id(),
            new Document(
                version.id(), version.version().eventTime(), content.attributes(), content.text()));
      }
    }
    return documents;
  }

  /** What is noted of the records of a partition. */
  List<Outcome> outcomes(Epoch epoch, int partition) throws IOException {
    return scan(names.outcomes(epoch.number()), OutcomeRow.scan(partition, 0, Long.MAX_VALUE))
        .stream()
        .map(OutcomeRow::outcome)
        .toList();
  }

  private List<Result> scan(TableName name, Scan scan) throws IOException {
    List<Result> rows = new ArrayList<>();
    try (Table table = connection.getTable(name);
        ResultScanner found = table.getScanner(scan)) {
      found.forEach(rows::add);
    }
    return rows;
  }

  @Override
  public void close() throws IOException, TException {
    kill();
    kafka.close();
    connection.close();
  }
}
