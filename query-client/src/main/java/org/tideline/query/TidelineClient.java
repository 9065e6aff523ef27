package org.tideline.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotEnabledException;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.QuerySettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * Reads the merged views. An answer is the batch view of one generation and the realtime cells at
 * or after its cut: the serving row and the frontiers are read before the data, both layers in
 * parallel, and after the data the floor must still be below the cut, or the question is asked
 * again.
 *
 * <p>Every call ends within {@code tideline.query.timeout}, and throws a {@link QueryException}
 * where it could not. Safe for use by several threads.
 */
public final class TidelineClient implements AutoCloseable {
  private static final int TRIES = 8;

  private final EpochSettings epochSettings;
  private final QuerySettings settings;
  private final TableNames names;
  private final Connection connection;
  private final AsyncConnection async;
  private final SnapshotSource snapshots;

  private TidelineClient(
      TidelineConfiguration configuration, Connection connection, AsyncConnection async)
      throws IOException {
    this.epochSettings = EpochSettings.from(configuration);
    this.settings = QuerySettings.from(configuration);
    this.names = new TableNames(configuration.namespace());
    this.connection = connection;
    this.async = async;
    this.snapshots = SnapshotSource.start(connection, names, epochSettings, settings);
  }

  /**
   * Connects.
   *
   * @param configuration with HBase's own settings
   * @throws org.tideline.schema.settings.SettingException if the settings are not those of the
   *     epoch
   */
  public static TidelineClient open(TidelineConfiguration configuration) throws IOException {
    Connection connection = ConnectionFactory.createConnection(configuration.hadoop());
    try {
      AsyncConnection async =
          await(ConnectionFactory.createAsyncConnection(configuration.hadoop()), 30_000);
      return new TidelineClient(configuration, connection, async);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    snapshots.close();
    async.close();
    connection.close();
  }

  /** What is served now, asked anew. */
  public Reading reading() throws IOException {
    return Reading.of(snapshots.refresh());
  }

  /**
   * How often a word occurs, and in how many documents.
   *
   * @param word one word; it is taken through the epoch's analyzer, as the documents were
   * @throws IllegalArgumentException if the analyzer makes none or several terms of it
   */
  public CountAnswer count(String word) throws IOException {
    return counts(List.of(word)).get(0);
  }

  /** The counts of several words, in their order, all from one generation. */
  public List<CountAnswer> counts(List<String> words) throws IOException {
    List<byte[]> terms = terms(words);
    return answer(snapshot -> counts(snapshot, words, terms));
  }

  private List<byte[]> terms(List<String> words) {
    try (TermAnalyzer analyzer = TermAnalyzer.named(epochSettings.analyzer())) {
      List<byte[]> terms = new ArrayList<>(words.size());
      for (String word : words) {
        List<String> found = new ArrayList<>();
        analyzer.forEachTerm(word, term -> found.add(term.utf8ToString()));
        if (found.size() != 1) {
          throw new IllegalArgumentException(
              "word \"%s\": expected one term of the analyzer %s, found %s; ask for one word at a time"
                  .formatted(word, epochSettings.analyzer(), found.isEmpty() ? "none" : found));
        }
        terms.add(found.get(0).getBytes(StandardCharsets.UTF_8));
      }
      return terms;
    }
  }

  private CompletableFuture<List<CountAnswer>> counts(
      Snapshot snapshot, List<String> words, List<byte[]> terms) {
    Serving serving = snapshot.serving();
    Cut cut = serving.cut();
    CompletableFuture<List<WordCount>> sum =
        serving.generation() == 0
            ? CompletableFuture.completedFuture(zeros(terms.size()))
            : get(names.words(serving.generation()), gets(terms, BatchWordColumns::get))
                .thenApply(rows -> rows.stream().map(BatchWordColumns::count).toList());
    CompletableFuture<List<WordCount>> realtime =
        CompletableFuture.completedFuture(zeros(terms.size()));
    for (Map.Entry<Long, TableName> period : realtimeTables(snapshot).entrySet()) {
      CompletableFuture<List<WordCount>> part =
          get(period.getValue(), gets(terms, term -> RealtimeWordCell.get(term, cut)))
              .thenApply(
                  rows -> rows.stream().map(row -> snapshot.sum(row, period.getKey())).toList());
      realtime = realtime.thenCombine(part, TidelineClient::plus);
    }
    Reading reading = Reading.of(snapshot);
    return sum.thenCombine(
        realtime, (batch, delta) -> answers(words, terms, batch, delta, reading));
  }

  private static List<CountAnswer> answers(
      List<String> words,
      List<byte[]> terms,
      List<WordCount> batch,
      List<WordCount> realtime,
      Reading reading) {
    List<CountAnswer> answers = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      String term = new String(terms.get(i), StandardCharsets.UTF_8);
      MergedCount count = new MergedCount(batch.get(i), realtime.get(i));
      answers.add(new CountAnswer(words.get(i), term, count, reading));
    }
    return answers;
  }

  private static List<WordCount> zeros(int size) {
    return Collections.nCopies(size, WordCount.ZERO);
  }

  private static List<WordCount> plus(List<WordCount> left, List<WordCount> right) {
    List<WordCount> sums = new ArrayList<>(left.size());
    for (int i = 0; i < left.size(); i++) {
      sums.add(left.get(i).plus(right.get(i)));
    }
    return sums;
  }

  private interface Question {
    Get of(byte[] row);
  }

  private static List<Get> gets(List<byte[]> rows, Question question) {
    return rows.stream().map(question::of).toList();
  }

  private CompletableFuture<List<Result>> get(TableName table, List<Get> gets) {
    // One Get takes a shorter way through the client than a batch of one.
    return gets.size() == 1
        ? async.getTable(table).get(gets.get(0)).thenApply(List::of)
        : async.getTable(table).getAll(gets);
  }

  /** The tables that may hold cells at or after the cut. */
  private SortedMap<Long, TableName> realtimeTables(Snapshot snapshot) {
    Buckets periods = new Buckets(epochSettings.realtimePeriod());
    return snapshot.realtime().tailMap(periods.start(snapshot.serving().cut().ingestTime()));
  }

  /** The version of a document that is current. */
  public DocumentAnswer document(String id) throws IOException {
    return answer(
        snapshot ->
            async
                .getTable(names.documents(snapshot.epoch().number()))
                .get(DocumentRow.get(id))
                .thenApply(
                    row ->
                        new DocumentAnswer(
                            id,
                            DocumentRow.newest(row).map(stamped -> stamped.value()),
                            Reading.of(snapshot))));
  }

  /**
   * The whole merged view in the order of the terms' bytes, from one generation. The caller closes
   * it.
   */
  public WordCountExport exportWordCount() throws IOException {
    Snapshot snapshot = snapshots.refresh();
    return WordCountExport.open(connection, names, snapshot, realtimeTables(snapshot), snapshots);
  }

  /**
   * What became of the records of {@code partition} at positions {@code [from, to)} that changed no
   * view.
   */
  public List<Outcome> outcomes(int partition, long from, long to) throws IOException {
    int epoch = snapshots.fresh().epoch().number();
    List<Outcome> outcomes = new ArrayList<>();
    try (Table table = connection.getTable(names.outcomes(epoch));
        ResultScanner rows = table.getScanner(OutcomeRow.scan(partition, from, to))) {
      for (Result row : rows) {
        outcomes.add(OutcomeRow.outcome(row));
      }
    }
    return outcomes;
  }

  /** How the platform stands, asked anew. */
  public Status status() throws IOException {
    return Status.read(connection, names, snapshots.refresh());
  }

  /**
   * Waits until every answer includes the records of a receipt.
   *
   * @param receipt per partition, the position after the last record
   * @param timeout milliseconds
   * @throws QueryException if a partition is stopped, or the time is over
   */
  public void await(Map<Integer, Long> receipt, long timeout) throws IOException {
    new ReceiptWait(snapshots, receipt).await(timeout);
  }

  private interface Ask<T> {
    CompletableFuture<T> of(Snapshot snapshot);
  }

  private <T> T answer(Ask<T> ask) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.timeout());
    Snapshot snapshot = snapshots.fresh();
    Optional<IOException> vanished = Optional.empty();
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        long begin = System.nanoTime();
        T answer = await(ask.of(snapshot), TimeUnit.NANOSECONDS.toMillis(end - begin));
        if (stillWhole(snapshot, begin)) {
          return answer;
        }
      } catch (TableNotFoundException | TableNotEnabledException e) {
        vanished = Optional.of(e);
      }
      snapshot = snapshots.refresh();
    }
    throw new QueryException(
        "no generation stayed for the time of a query, in %d tries; expiry must wait longer than tideline.query.timeout"
            .formatted(TRIES),
        vanished.orElse(null));
  }

  /** Whether nothing below the cut of the snapshot can have been dropped while data were read. */
  private boolean stillWhole(Snapshot snapshot, long begin) throws IOException {
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    Snapshot now = took > settings.refresh() ? snapshots.refresh() : snapshots.fresh();
    return now.serving().floor() <= snapshot.serving().cut().ingestTime();
  }

  private static <T> T await(CompletableFuture<T> future, long timeout) throws IOException {
    try {
      return future.get(timeout, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException("interrupted while reading", e);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new QueryException("no answer within tideline.query.timeout; is HBase up?", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new QueryException("reading failed: " + e.getCause(), e.getCause());
    }
  }
}
