package org.tideline.schema.settings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.TableName;
import org.tideline.schema.settings.Setting.Life;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.view.Limits;
import org.tideline.views.view.ViewCatalog;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowCalendar;

/** All settings there are. Programs read them through the records beside this class. */
public final class Settings {
  private static final long MS = 1;
  private static final long SECOND = TimeUnit.SECONDS.toMillis(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  static final String PUBLISH = "publish";

  static final String NO_VIEWS = "none";

  /** How texts become terms. */
  public static final Setting<String> ANALYZER =
      epoch(
          "tideline.analyzer",
          Domain.words(
              "one of the analyzers " + String.join(", ", TermAnalyzer.names()),
              TermAnalyzer.names()::contains));

  /** The grain at which the layers can be cut. */
  public static final Setting<Long> BUCKET_SIZE =
      epoch("tideline.bucket.size", Domain.times(100 * MS, HOUR));

  /** Positions in one segment of a bucket. */
  public static final Setting<Integer> SEGMENT_RECORDS =
      epoch("tideline.segment.records", Domain.counts("records", 1, 10_000_000));

  /** Ingest time in one set of realtime tables. */
  public static final Setting<Long> REALTIME_PERIOD =
      epoch("tideline.realtime.period", Domain.times(SECOND, 366 * DAY));

  /** How far the watermark stays behind the greatest event time. */
  public static final Setting<Long> LATENESS_BOUND =
      epoch("tideline.lateness.bound", Domain.times(0, 366 * DAY));

  /** How far ahead of its ingest time an event time may move the watermark. */
  public static final Setting<Long> FUTURE_BOUND =
      epoch("tideline.future.bound", Domain.times(0, 366 * DAY));

  /** Whose days are the windows of a day. */
  public static final Setting<String> WINDOW_ZONE =
      epoch(
          "tideline.window.zone",
          Domain.words(
              "UTC, an offset such as +05:30, or a region such as Europe/Berlin, of whole minutes since 1970",
              Settings::isZone));

  /** The views of users that are kept. */
  public static final Setting<String> VIEWS =
      epoch(
          "tideline.views",
          Domain.words(
              "none, or names of views separated by commas, each with its settings name=value after it",
              line -> line.equals(NO_VIEWS) || ViewCatalog.isLegal(line)));

  /** The longest text of a document. */
  public static final Setting<Long> LIMIT_TEXT_BYTES =
      epoch("tideline.limit.text.bytes", Domain.sizes(1, GIB));

  /** The most tokens of a document. */
  public static final Setting<Integer> LIMIT_TOKENS =
      epoch("tideline.limit.tokens", Domain.counts("tokens", 1, Integer.MAX_VALUE));

  /** The longest token of a document. */
  public static final Setting<Integer> LIMIT_TOKEN_CHARS =
      epoch(
          "tideline.limit.token.chars",
          Domain.counts("characters", 1, TermAnalyzer.MAX_TERM_CHARS));

  /** The longest key that a view of a user gives. */
  public static final Setting<Integer> LIMIT_VIEW_KEY_BYTES =
      epoch("tideline.limit.view.key.bytes", Domain.counts("bytes each", 1, Limits.MOST_KEY_BYTES));

  /** The longest value that a view of a user gives. */
  public static final Setting<Integer> LIMIT_VIEW_VALUE_BYTES =
      epoch("tideline.limit.view.value.bytes", Domain.counts("bytes each", 1, 1 << 20));

  /** Where the brokers of the log are. */
  public static final Setting<String> LOG_BOOTSTRAP_SERVERS =
      program(
          "tideline.log.bootstrap.servers",
          Domain.words(
              "host:port of one or more Kafka brokers, separated by commas", brokerList()));

  /** The topic that is the log. */
  public static final Setting<String> LOG_TOPIC =
      epoch(
          "tideline.log.topic",
          Domain.words("1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-', not . or ..", topicName()));

  /** Partitions of the log. */
  public static final Setting<Integer> LOG_PARTITIONS =
      epoch("tideline.log.partitions", Domain.counts("partitions", 1, 1_024));

  /** Copies of each partition. */
  public static final Setting<Integer> LOG_REPLICATION_FACTOR =
      program("tideline.log.replication.factor", Domain.counts("copies", 1, 32));

  /** The folder of the batch layer. */
  public static final Setting<Path> ROOT_DIR = program("tideline.root.dir", Domain.paths());

  /** The HBase namespace of all tables. */
  public static final Setting<String> HBASE_NAMESPACE =
      program(
          "tideline.hbase.namespace",
          Domain.words(
              "1 or more letters, digits and '_', not the namespaces of HBase itself",
              Settings::isNamespace));

  /** Longest time between two flushes of a partition that has something to flush. */
  public static final Setting<Long> FLUSH_INTERVAL =
      program("tideline.flush.interval", Domain.times(MS, MINUTE));

  /** Bytes of records after which a partition is flushed before its interval. */
  public static final Setting<Long> FLUSH_BYTES =
      program("tideline.flush.bytes", Domain.sizes(1, GIB));

  /** Target size of a tuple. */
  public static final Setting<Long> TUPLE_BYTES =
      program("tideline.tuple.bytes", Domain.sizes(1, 64 * MIB));

  /** Bytes of a partition on their way from the spout to a flush. */
  public static final Setting<Long> BYTES_IN_FLIGHT =
      program("tideline.bytes.in.flight", Domain.sizes(1, GIB));

  /** Time without a tuple after which an empty one is sent. */
  public static final Setting<Long> HEARTBEAT =
      program("tideline.heartbeat", Domain.times(10 * MS, MINUTE));

  /** Time after which a tuple without an answer has failed. */
  public static final Setting<Long> TUPLE_TIMEOUT =
      program("tideline.tuple.timeout", Domain.times(SECOND, HOUR));

  /** Touched terms of a partition above which a flush goes into live blocks. */
  public static final Setting<Integer> LIVE_TERMS =
      program("tideline.live.terms", Domain.counts("terms", 0, 10_000_000));

  /** How long something stands in live blocks only. */
  public static final Setting<Long> LIVE_SETTLE =
      program("tideline.live.settle", Domain.times(100 * MS, 10 * MINUTE));

  /** How long live blocks are kept after their terms were settled. */
  public static final Setting<Long> LIVE_GRACE =
      program("tideline.live.grace", Domain.times(SECOND, 2 * HOUR));

  /** Spouts of the topology. */
  public static final Setting<Integer> TOPOLOGY_SPOUTS =
      program("tideline.topology.spouts", Domain.counts("executors", 1, 1_024));

  /** View bolts of the topology. */
  public static final Setting<Integer> TOPOLOGY_BOLTS =
      program("tideline.topology.bolts", Domain.counts("executors", 1, 1_024));

  /** Ackers of the topology. */
  public static final Setting<Integer> TOPOLOGY_ACKERS =
      program("tideline.topology.ackers", Domain.counts("executors", 1, 1_024));

  /** Worker processes of the topology. */
  public static final Setting<Integer> TOPOLOGY_WORKERS =
      program("tideline.topology.workers", Domain.counts("processes", 1, 1_024));

  /** Late records that are kept of each partition. */
  public static final Setting<Integer> LATE_RECORDS =
      program("tideline.late.records", Domain.counts("records", 1, 10_000_000));

  /** Longest wait of a freeze for the log to pass the cut. */
  public static final Setting<Long> FREEZE_TIMEOUT =
      program("tideline.freeze.timeout", Domain.times(SECOND, HOUR));

  /** Memory of the words combined in one mapper. */
  public static final Setting<Long> WORDS_BUFFER =
      program("tideline.words.buffer", Domain.sizes(64 * KIB, GIB));

  /** Memory of the postings that one mapper collects. */
  public static final Setting<Long> INDEX_BUFFER =
      program("tideline.index.buffer", Domain.sizes(64 * KIB, GIB));

  /** Reducers of the job that finds the current versions. */
  public static final Setting<Integer> BATCH_REDUCERS =
      program("tideline.batch.reducers", Domain.counts("tasks", 1, 10_000));

  /** Regions of a new batch table. */
  public static final Setting<Integer> BATCH_REGIONS =
      program("tideline.batch.regions", Domain.counts("regions", 1, 10_000));

  /** Longest wait of certify for the speed layer to reach the cut. */
  public static final Setting<Long> CERTIFY_TIMEOUT =
      program("tideline.certify.timeout", Domain.times(MS, HOUR));

  /** What becomes of a generation that could not be compared. */
  public static final Setting<String> CERTIFY_UNPROVEN =
      program(
          "tideline.certify.unproven",
          Domain.words("publish or hold", Set.of(PUBLISH, "hold")::contains));

  /** Time without a sign of life after which another run takes a generation over. */
  public static final Setting<Long> BATCH_LEASE =
      program("tideline.batch.lease", Domain.times(SECOND, HOUR));

  /** Generations that are kept, the serving one included. */
  public static final Setting<Integer> RETENTION_GENERATIONS =
      program("tideline.retention.generations", Domain.counts("generations", 2, 10_000));

  /** Age below which a generation is kept, however many there are. */
  public static final Setting<Long> RETENTION_AGE =
      program("tideline.retention.age", Domain.times(0, 366 * DAY));

  /** Of so many runs of the batch layer one is full. */
  public static final Setting<Integer> BATCH_FULL_EVERY =
      program("tideline.batch.full.every", Domain.counts("runs", 1, 1_000));

  /** Longest time of one query. */
  public static final Setting<Long> QUERY_TIMEOUT =
      program("tideline.query.timeout", Domain.times(100 * MS, HOUR));

  /** Time between two background reads of the serving row and the frontiers. */
  public static final Setting<Long> QUERY_REFRESH =
      program("tideline.query.refresh", Domain.times(MS, MINUTE));

  /** Age above which the serving row and the frontiers are read anew by the query itself. */
  public static final Setting<Long> QUERY_STALENESS =
      program("tideline.query.staleness", Domain.times(MS, MINUTE));

  /** Age of a frontier above which answers are marked partial. */
  public static final Setting<Long> QUERY_FRONTIER_AGE =
      program("tideline.query.frontier.age", Domain.times(0, 366 * DAY));

  /** What late changes do to the windows of words. */
  public static final Setting<String> LATE_POLICY_WORDS =
      program("tideline.late.policy.words", latePolicy());

  /** What late changes do to the windows of all documents. */
  public static final Setting<String> LATE_POLICY_DOCUMENTS =
      program("tideline.late.policy.documents", latePolicy());

  /** Quiet time after which a partition holds the state of windows back no more. */
  public static final Setting<Long> IDLE_AFTER =
      program("tideline.idle.after", Domain.times(MS, 366 * DAY));

  /** How much more a term counts that stands in a document more often. */
  public static final Setting<Float> QUERY_BM25_K1 =
      program("tideline.query.bm25.k1", Domain.numbers(0, 10));

  /** How much less a term counts in a long document. */
  public static final Setting<Float> QUERY_BM25_B =
      program("tideline.query.bm25.b", Domain.numbers(0, 1));

  /** Words that a prefix in a search may stand for. */
  public static final Setting<Integer> QUERY_PREFIX_TERMS =
      program("tideline.query.prefix.terms", Domain.counts("words", 1, 100_000));

  /** Memory of postings that were read before. */
  public static final Setting<Long> QUERY_POSTINGS_CACHE =
      program("tideline.query.postings.cache", Domain.sizes(0, 64 * GIB));

  /** Memory of documents that were shown before. */
  public static final Setting<Long> QUERY_DOCUMENTS_CACHE =
      program("tideline.query.documents.cache", Domain.sizes(0, 64 * GIB));

  /** All of them, in the order of {@code docs/settings.md}. */
  static final List<Setting<?>> ALL =
      List.of(
          ANALYZER,
          BUCKET_SIZE,
          SEGMENT_RECORDS,
          REALTIME_PERIOD,
          LATENESS_BOUND,
          FUTURE_BOUND,
          WINDOW_ZONE,
          VIEWS,
          LIMIT_TEXT_BYTES,
          LIMIT_TOKENS,
          LIMIT_TOKEN_CHARS,
          LIMIT_VIEW_KEY_BYTES,
          LIMIT_VIEW_VALUE_BYTES,
          LOG_BOOTSTRAP_SERVERS,
          LOG_TOPIC,
          LOG_PARTITIONS,
          LOG_REPLICATION_FACTOR,
          ROOT_DIR,
          HBASE_NAMESPACE,
          FLUSH_INTERVAL,
          FLUSH_BYTES,
          TUPLE_BYTES,
          BYTES_IN_FLIGHT,
          HEARTBEAT,
          TUPLE_TIMEOUT,
          LIVE_TERMS,
          LIVE_SETTLE,
          LIVE_GRACE,
          TOPOLOGY_SPOUTS,
          TOPOLOGY_BOLTS,
          TOPOLOGY_ACKERS,
          TOPOLOGY_WORKERS,
          LATE_RECORDS,
          FREEZE_TIMEOUT,
          WORDS_BUFFER,
          INDEX_BUFFER,
          BATCH_REDUCERS,
          BATCH_REGIONS,
          CERTIFY_TIMEOUT,
          CERTIFY_UNPROVEN,
          BATCH_LEASE,
          RETENTION_GENERATIONS,
          RETENTION_AGE,
          BATCH_FULL_EVERY,
          QUERY_TIMEOUT,
          QUERY_REFRESH,
          QUERY_STALENESS,
          QUERY_FRONTIER_AGE,
          LATE_POLICY_WORDS,
          LATE_POLICY_DOCUMENTS,
          IDLE_AFTER,
          QUERY_BM25_K1,
          QUERY_BM25_B,
          QUERY_PREFIX_TERMS,
          QUERY_POSTINGS_CACHE,
          QUERY_DOCUMENTS_CACHE);

  private Settings() {}

  private static <T> Setting<T> epoch(String key, Domain<T> domain) {
    return new Setting<>(key, Life.EPOCH, domain);
  }

  private static <T> Setting<T> program(String key, Domain<T> domain) {
    return new Setting<>(key, Life.PROGRAM, domain);
  }

  private static Domain<String> latePolicy() {
    return Domain.words(
        "update or discard",
        word ->
            Arrays.stream(LatePolicy.values())
                .anyMatch(policy -> policy.name().toLowerCase(Locale.ROOT).equals(word)));
  }

  private static boolean isZone(String zone) {
    try {
      WindowCalendar.of(zone);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Predicate<String> brokerList() {
    // Kafka resolves the names; here only a list that cannot be one is refused.
    String broker = "(\\[[0-9a-fA-F:.]+\\]|[^\\[\\]:,\\s]+):[0-9]{1,5}";
    return Pattern.compile("%1$s(\\s*,\\s*%1$s)*".formatted(broker)).asMatchPredicate();
  }

  private static Predicate<String> topicName() {
    // Kafka's own rule; its class for it is not part of its API.
    return Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}").asMatchPredicate();
  }

  private static boolean isNamespace(String name) {
    if (name.equals(NamespaceDescriptor.SYSTEM_NAMESPACE_NAME_STR)) {
      return false;
    }
    try {
      TableName.isLegalNamespaceName(name.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
