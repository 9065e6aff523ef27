package org.tideline.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.table.Schema;
import org.tideline.schema.view.ViewRow;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.PostingSpan;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.time.Bucket;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;
import org.tideline.views.time.Segment;
import org.tideline.views.view.EncodedView;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowTotals;

/**
 * Writes the realtime views of a whole log as the speed layer leaves them: one segment a bucket,
 * every segment folded. It has the faults that a speed layer could have.
 */
final class PlainSpeedLayer {
  private static final int EPOCH = 1;

  /** The row in which all documents count. */
  private static final String ALL_DOCUMENTS = "\0";

  private final Ground ground;
  private final EpochSettings settings;

  /** Partitions and positions of records that are lost. */
  private BiPredicate<Integer, Long> dropped = (partition, position) -> false;

  /** Partitions and positions of records that are counted twice. */
  private BiPredicate<Integer, Long> twice = (partition, position) -> false;

  private Function<String, List<String>> analyzer = Tokenisation.LETTER;

  PlainSpeedLayer(Ground ground) {
    this.ground = ground;
    this.settings = EpochSettings.from(ground.configuration());
  }

  PlainSpeedLayer dropping(BiPredicate<Integer, Long> positions) {
    dropped = positions;
    return this;
  }

  PlainSpeedLayer countingTwice(BiPredicate<Integer, Long> positions) {
    twice = positions;
    return this;
  }

  PlainSpeedLayer with(Function<String, List<String>> another) {
    analyzer = another;
    return this;
  }

  /** One segment of a partition while it is open. */
  private static final class Open {
    private final Bucket bucket;
    private long last;
    private final Map<String, TermTotal> totals = new TreeMap<>();
    private final Map<String, Map<BytesRef, BytesRef>> views = new TreeMap<>();
    private final Map<String, Map<String, PostingEntry>> entries = new TreeMap<>();

    Open(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /** Writes all of it, and that everything below {@code cut} is readable. */
  void write(Cut cut) throws IOException {
    for (Map.Entry<Integer, List<LogRecord>> partition : ground.log().entrySet()) {
      write(partition.getKey(), partition.getValue());
      reach(partition.getKey(), cut.positions().get(partition.getKey()), cut.ingestTime());
    }
  }

  private void write(int partition, List<LogRecord> records) throws IOException {
    Buckets buckets = settings.segmentation().buckets();
    Map<String, DocumentVersion> current = new HashMap<>();
    Optional<Open> open = Optional.empty();
    long ingestTime = 0;
    for (LogRecord record : records) {
      ingestTime = Math.max(ingestTime, record.logAppendTime());
      long start = buckets.start(ingestTime);
      if (open.isEmpty() || open.get().bucket.start() != start) {
        if (open.isPresent()) {
          close(partition, open.get());
        }
        open = Optional.of(new Open(new Bucket(start, record.position())));
      }
      open.get().last = record.position();
      Optional<DocumentVersion> version = record.change().version(record.position());
      if (version.isPresent() && !dropped.test(partition, record.position())) {
        apply(version.get(), current, open.get(), partition);
      }
    }
    if (open.isPresent()) {
      close(partition, open.get());
    }
  }

  private void apply(
      DocumentVersion version, Map<String, DocumentVersion> current, Open open, int partition)
      throws IOException {
    DocumentVersion before = current.get(version.id());
    if (before != null && before.version().compareTo(version.version()) > 0) {
      return;
    }
    current.put(version.id(), version);
    long position = version.version().position();
    put(
        ground.names().documents(EPOCH),
        DocumentRow.put(new Flush.Stamped<>(open.bucket.stamp(position), version)));
    for (EncodedView view : settings.views().load()) {
      Map<BytesRef, BytesRef> sums =
          open.views.computeIfAbsent(view.name(), added -> new TreeMap<>());
      if (before != null) {
        view.pairs(before).forEach((key, value) -> sums.merge(key, view.negate(value), view::plus));
      }
      view.pairs(version).forEach((key, value) -> sums.merge(key, value, view::plus));
    }
    List<String> old =
        Optional.ofNullable(before).flatMap(DocumentVersion::text).map(analyzer).orElse(List.of());
    List<String> now = version.text().map(analyzer).orElse(List.of());
    int times = twice.test(partition, position) ? 2 : 1;
    if (before != null && before.content().isPresent()) {
      count(open, old, before.version().eventTime(), -times);
    }
    if (version.content().isPresent()) {
      count(open, now, version.version().eventTime(), times);
    }
    for (String term : new TreeSet<>(old)) {
      entry(open, term, PostingEntry.tombstone(version.id(), position));
    }
    for (String term : new TreeSet<>(now)) {
      int[] places = IntStream.range(0, now.size()).filter(i -> now.get(i).equals(term)).toArray();
      entry(open, term, PostingEntry.live(position, new Posting(version.id(), now.size(), places)));
    }
  }

  private static void count(Open open, List<String> terms, long eventTime, int times) {
    long minute = Math.floorDiv(eventTime, 60_000);
    add(open, ALL_DOCUMENTS, minute, (long) times * terms.size(), times);
    for (String term : new TreeSet<>(terms)) {
      long frequency = terms.stream().filter(term::equals).count();
      add(open, term, minute, times * frequency, times);
    }
  }

  private static void add(Open open, String term, long minute, long occurrences, long documents) {
    TermTotal delta =
        new TermTotal(
            new WordCount(occurrences, documents),
            new WindowTotals.Builder(1).add(minute, 0, occurrences, documents, 1).build());
    open.totals.merge(term, delta, TermTotal::plus);
  }

  private static void entry(Open open, String term, PostingEntry entry) {
    open.entries.computeIfAbsent(term, added -> new HashMap<>()).put(entry.document(), entry);
  }

  private void close(int partition, Open open) throws IOException {
    long period = new Buckets(settings.realtimePeriod()).start(open.bucket.start());
    try (Admin admin = ground.connection().getAdmin()) {
      new Schema(admin, ground.names()).createRealtime(EPOCH, period);
    }
    Segment segment = new Segment(open.bucket.start(), partition, 0);
    long stamp = open.bucket.stamp(open.last);
    int size = (int) (open.last - open.bucket.firstPosition()) + 1;
    byte[] fold =
        RealtimePostingsCell.qualifier(segment, new PostingSpan(PostingSpan.Kind.FOLD, 0, size));
    for (Map.Entry<String, TermTotal> total : open.totals.entrySet()) {
      byte[] term = total.getKey().getBytes(StandardCharsets.UTF_8);
      Put put = RealtimeWordCell.put(segment, stamp, term, total.getValue());
      if (!total.getKey().equals(ALL_DOCUMENTS)) {
        List<PostingEntry> entries = new ArrayList<>(open.entries.get(total.getKey()).values());
        entries.sort(Comparator.comparing(PostingEntry::position).reversed());
        RealtimePostingsCell.addTo(put, fold, stamp, entries);
      }
      put(ground.names().realtime(EPOCH, period), put);
    }
    closeViews(segment, stamp, ground.names().realtime(EPOCH, period), open);
  }

  private void closeViews(Segment segment, long stamp, TableName table, Open open)
      throws IOException {
    for (Map.Entry<String, Map<BytesRef, BytesRef>> view : open.views.entrySet()) {
      for (Map.Entry<BytesRef, BytesRef> sum : view.getValue().entrySet()) {
        put(
            table,
            ViewRow.put(
                segment, stamp, new Flush.ViewTotal(view.getKey(), sum.getKey(), sum.getValue())));
      }
    }
  }

  /** Everything below {@code position} is readable. */
  void reach(int partition, long position, long ingestTime) throws IOException {
    long bucket = settings.segmentation().buckets().start(ingestTime);
    long stamp = new Bucket(bucket, 0).stamp(position);
    Frontier frontier = new Frontier(position, ingestTime, Tally.ZERO, EventClock.START);
    put(
        ground.names().progress(),
        ProgressRow.put(
            EPOCH, partition, new Flush.Stamped<>(stamp, frontier), new Settled(position, stamp)));
  }

  private void put(TableName name, Put put) throws IOException {
    try (Table table = ground.connection().getTable(name)) {
      table.put(put);
    }
  }
}
