package org.tideline.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LiveSettings;
import org.tideline.schema.settings.QuerySettings;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.settings.TrendSettings;
import org.tideline.schema.table.TableNames;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.Watermarks;

/**
 * Reads the merged views. An answer is the batch view of one generation and the realtime cells at
 * or after its cut: the serving row and the frontiers are read before the data, both layers in
 * parallel, and after the data the floor must still be below the cut, or the question is asked
 * again.
 *
 * <p>{@link #reading}, {@link #count}, {@link #counts}, {@link #view}, {@link #top}, {@link
 * #search}, {@link #trends}, {@link #documentTrend}, {@link #timeline}, {@link #late} and {@link
 * #document} end within {@code tideline.query.timeout}, and throw a {@link QueryException} where
 * they could not. {@link #open}, {@link #exportWordCount}, {@link #exportPostings}, {@link
 * #exportView}, {@link #topOfView}, {@link #quarantine}, {@link #outcomes} and {@link #status} make
 * several calls to HBase, each with a bound of its own: that timeout, or for a step of a scan
 * HBase's {@code hbase.client.scanner.timeout.period}. Safe for use by several threads.
 */
public final class TidelineClient implements AutoCloseable {
  private final QuerySettings settings;
  private final TableNames names;
  private final Connection connection;
  private final AsyncConnection async;
  private final SnapshotSource snapshots;
  private final EpochTerms terms;
  private final LiveBlocks live;
  private final WordCounts wordCounts;
  private final TopQuestion top;
  private final Searches searches;
  private final TrendSettings trendSettings;
  private final Trends trends;
  private final IdlePartitions idle;
  private final Timelines timelines;
  private final LateRecords lateRecords;
  private final UserViews userViews;

  private TidelineClient(
      TidelineConfiguration configuration,
      Connection connection,
      AsyncConnection async,
      LogEnds ends)
      throws IOException {
    EpochSettings epochSettings = EpochSettings.from(configuration);
    // Before what is to be closed again.
    Views views = epochSettings.views().load();
    this.settings = QuerySettings.from(configuration);
    this.names = new TableNames(configuration.namespace());
    this.connection = connection;
    this.async = async;
    this.snapshots = SnapshotSource.start(connection, names, epochSettings, settings);
    // After what may fail, since it is to be closed too.
    this.terms = new EpochTerms(epochSettings.analyzer());
    this.live = new LiveBlocks(async, settings.longestReading());
    RealtimeTerms realtime = new RealtimeTerms(async, live);
    this.wordCounts = new WordCounts(async, names, realtime);
    SearchSettings search = SearchSettings.from(configuration);
    PostingReads reads =
        new PostingReads(async, names, search, realtime, epochSettings.segmentation().buckets());
    this.searches = new Searches(snapshots, reads, terms, search, settings.timeout());
    this.top =
        new TopQuestion(async, names, new RealtimeTotalsSource(connection, live, epochSettings));
    this.trendSettings = TrendSettings.from(configuration);
    this.trends = new Trends(async, names, realtime, epochSettings.windows());
    this.idle = new IdlePartitions(trendSettings.idleAfter(), ends);
    this.timelines = new Timelines(async, names);
    this.lateRecords = new LateRecords(async, names, trendSettings.lateRecords());
    this.userViews = new UserViews(async, names, views);
  }

  /**
   * Connects.
   *
   * @param configuration with HBase's own settings
   * @throws org.tideline.schema.settings.SettingException if the settings are not those of the
   *     epoch, or a query may take longer than live blocks are kept
   */
  public static TidelineClient open(TidelineConfiguration configuration) throws IOException {
    return open(configuration, LogEnds.UNKNOWN);
  }

  /**
   * Connects, with somebody who tells how far the log goes, so that idle partitions are known.
   *
   * @param configuration with HBase's own settings
   * @throws org.tideline.schema.settings.SettingException if the settings are not those of the
   *     epoch
   */
  public static TidelineClient open(TidelineConfiguration configuration, LogEnds ends)
      throws IOException {
    QuerySettings settings = QuerySettings.from(configuration);
    // What it reads in live blocks has to stay for as long as it reads.
    LiveSettings.from(configuration);
    Configuration bounded = bounded(configuration.hadoop(), settings.timeout());
    Connection connection = ConnectionFactory.createConnection(bounded);
    CompletableFuture<AsyncConnection> connecting =
        ConnectionFactory.createAsyncConnection(bounded);
    try {
      // A copy, since what is awaited in vain is cancelled, and could not be closed when it comes.
      AsyncConnection async = Question.await(connecting.copy(), settings.timeout());
      return new TidelineClient(configuration, connection, async, ends);
    } catch (IOException | RuntimeException e) {
      connecting.thenAccept(TidelineClient::close);
      connection.close();
      throw e;
    }
  }

  private static void close(AsyncConnection async) {
    try {
      async.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** HBase's own patience is many minutes; a query's is not. */
  private static Configuration bounded(Configuration hbase, long timeout) {
    Configuration bounded = new Configuration(hbase);
    bounded.setLong(HConstants.HBASE_CLIENT_OPERATION_TIMEOUT, timeout);
    bounded.setLong(HConstants.HBASE_CLIENT_META_OPERATION_TIMEOUT, timeout);
    bounded.setLong(
        HConstants.HBASE_RPC_TIMEOUT_KEY,
        Math.min(
            timeout,
            hbase.getLong(HConstants.HBASE_RPC_TIMEOUT_KEY, HConstants.DEFAULT_HBASE_RPC_TIMEOUT)));
    return bounded;
  }

  private <T> T ask(Question.Reader<T> reader) throws IOException {
    return new Question<>(snapshots, reader).answer(settings.timeout());
  }

  @Override
  public void close() throws IOException {
    snapshots.close();
    top.close();
    terms.close();
    async.close();
    connection.close();
  }

  /** What is served now, asked anew. */
  public Reading reading() throws IOException {
    return Reading.of(snapshots.refresh(settings.timeout()));
  }

  /** The epoch that is open, asked anew: which log the layers read. */
  public Epoch epoch() throws IOException {
    return snapshots.refresh(settings.timeout()).epoch();
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
    List<byte[]> found = terms.of(words);
    return ask(snapshot -> wordCounts.of(snapshot, words, found));
  }

  /**
   * The words that occur most often over both layers, exactly. What realtime adds to all words is
   * kept from question to question, in memory that grows with the words since the cut; the first
   * question after a cut has to read it.
   *
   * @param n how many, at least 1
   */
  public TopAnswer top(int n) throws IOException {
    return ask(snapshot -> top.answer(n, snapshot));
  }

  /** The zone whose days are windows; also that of dates, for those who ask by them. */
  public String zone() {
    return trends.zone();
  }

  /**
   * How often each of several words occurs in windows of event time, all from one generation.
   *
   * @throws IllegalArgumentException if the analyzer makes none or several terms of a word
   */
  public List<TrendAnswer> trends(List<String> words, TrendRequest request) throws IOException {
    List<byte[]> rows = terms.of(words);
    List<Optional<TrendAnswer.Subject>> subjects = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      String term = new String(rows.get(i), StandardCharsets.UTF_8);
      subjects.add(Optional.of(new TrendAnswer.Subject(words.get(i), term)));
    }
    return trends(subjects, rows, request, request.late().orElse(trendSettings.words()));
  }

  /** How many documents there are in windows of event time, whatever they say. */
  public TrendAnswer documentTrend(TrendRequest request) throws IOException {
    List<Optional<TrendAnswer.Subject>> all = List.of(Optional.empty());
    List<byte[]> row = List.of(AllDocuments.row());
    return trends(all, row, request, request.late().orElse(trendSettings.documents())).get(0);
  }

  private List<TrendAnswer> trends(
      List<Optional<TrendAnswer.Subject>> subjects,
      List<byte[]> rows,
      TrendRequest request,
      LatePolicy late)
      throws IOException {
    return ask(
        snapshot ->
            trends.of(
                snapshot,
                idle.watermarks(snapshot, System.currentTimeMillis()),
                subjects,
                rows,
                request,
                late));
  }

  /** Documents in the order of event time, whatever order they came in. */
  public TimelineAnswer timeline(TimelineRequest request) throws IOException {
    return ask(snapshot -> timelines.of(snapshot, request));
  }

  /**
   * The last records that were late and became current.
   *
   * @param limit of them, at least 1
   */
  public LateAnswer late(int limit) throws IOException {
    return ask(snapshot -> lateRecords.last(snapshot, limit));
  }

  /** The version of a document that is current. */
  public DocumentAnswer document(String id) throws IOException {
    return ask(
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
   * The documents that match a query, the best first. Evaluating it and showing them takes time of
   * the caller's processor beyond the timeout.
   *
   * @throws org.tideline.views.search.QuerySyntaxException if the query cannot be read
   * @throws IllegalArgumentException if the token is none, or a prefix stands for too many words
   */
  public SearchAnswer search(SearchRequest request) throws IOException {
    return searches.answer(request);
  }

  /**
   * The documents of every term in the order of the terms' bytes, from one generation. The caller
   * closes it.
   */
  public PostingsExport exportPostings() throws IOException {
    Snapshot snapshot = snapshots.refresh(settings.timeout());
    return PostingsExport.open(
        connection,
        names,
        snapshot,
        Question.await(live.postings(snapshot), settings.timeout()),
        () -> snapshots.refresh(settings.timeout()));
  }

  /**
   * The whole merged view in the order of the terms' bytes, from one generation. The caller closes
   * it.
   */
  public WordCountExport exportWordCount() throws IOException {
    Snapshot snapshot = snapshots.refresh(settings.timeout());
    return WordCountExport.open(
        connection,
        names,
        snapshot,
        Question.await(live.totals(snapshot), settings.timeout()),
        () -> snapshots.refresh(settings.timeout()));
  }

  /**
   * What a view of a user comes to at some keys, in their order, all from one generation.
   *
   * @param keys as the view shows them
   * @throws IllegalArgumentException if the view is not kept, or has no such keys
   */
  public List<ViewAnswer> view(String name, List<String> keys) throws IOException {
    EncodedView view = userViews.named(name);
    List<BytesRef> bytes = keys.stream().map(view::key).toList();
    return ask(snapshot -> userViews.of(snapshot, view, bytes));
  }

  /**
   * A whole view of a user in the order of its keys' bytes, from one generation. The caller closes
   * it.
   *
   * @throws IllegalArgumentException if the view is not kept
   */
  public ViewExport exportView(String name) throws IOException {
    EncodedView view = userViews.named(name);
    Snapshot snapshot = snapshots.refresh(settings.timeout());
    return ViewExport.open(
        connection, names, view, snapshot, () -> snapshots.refresh(settings.timeout()));
  }

  /**
   * The keys of a view of a user with the greatest values, exactly, by a pass over the whole view:
   * as long as {@link #exportView}.
   *
   * @param n how many, at least 1
   * @throws IllegalArgumentException if the view is not kept, or does not order its values
   */
  public ViewTopAnswer topOfView(String name, int n) throws IOException {
    if (n < 1) {
      throw new IllegalArgumentException("top: expected at least 1 key, got " + n);
    }
    EncodedView view = userViews.named(name);
    UserViews.requireWeight(view);
    try (ViewExport export = exportView(name)) {
      return UserViews.top(view, n, export);
    }
  }

  /**
   * The records that no view sees, each with its reason: the last ones of each partition first.
   *
   * @param limit of them, at least 1
   */
  public QuarantineAnswer quarantine(int limit) throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "quarantine: expected a limit of at least 1 record, got " + limit);
    }
    Snapshot snapshot = snapshots.refresh(settings.timeout());
    try (Table outcomes = connection.getTable(names.outcomes(snapshot.epoch().number()))) {
      return QuarantineAnswer.read(outcomes, snapshot, limit);
    }
  }

  /**
   * What became of the records of {@code partition} at positions {@code [from, to)} that changed no
   * view.
   */
  public List<Outcome> outcomes(int partition, long from, long to) throws IOException {
    int epoch = snapshots.fresh(settings.timeout()).epoch().number();
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
    Snapshot snapshot = snapshots.refresh(settings.timeout());
    Watermarks watermarks = idle.watermarks(snapshot, System.currentTimeMillis());
    return Status.read(connection, names, snapshot, watermarks);
  }

  /**
   * Waits until every answer includes the records of a receipt.
   *
   * @param receipt per partition, the position after the last record
   * @param timeout milliseconds without a move of a frontier towards it
   * @throws QueryException if a partition is stopped, or the time is over
   */
  public void await(Map<Integer, Long> receipt, long timeout) throws IOException {
    new ReceiptWait(snapshots, receipt).await(timeout, settings.timeout());
  }
}
