package org.tideline.batch.certify;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.TaskFailure;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.RangeSums;
import org.tideline.views.certify.Side;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.time.Cut;

/**
 * Counts anew: of every document the version that is current at either cut, and what the views are
 * of it by the plainest rule, in the ranges that are due and for the keys that were named.
 */
final class RecountReducer
    extends Reducer<ImmutableBytesWritable, ArchivedWritable, NullWritable, Text> {
  private static final String NAMED = "org.tideline.batch.certify.named.";

  private final Map<StoredView, Recounted> recounted = new LinkedHashMap<>();

  /** Of the views of users, if they are due. */
  private Optional<ViewRecount> userViews = Optional.empty();

  private LogRecordCodec codec;
  private TermAnalyzer analyzer;
  private ZoneId zone;
  private Cut baseCut;

  /** Lets the job tell the values of those keys of a view. */
  static void write(Configuration job, StoredView view, List<BytesRef> keys) {
    job.set(
        NAMED + view.view().key(),
        keys.stream()
            .map(key -> Base64.getEncoder().encodeToString(BytesRef.deepCopyOf(key).bytes))
            .collect(Collectors.joining(",")));
  }

  /** What is counted of one view. */
  private static final class Recounted implements PairSink {
    private final KeyRanges ranges;
    private final BitSet due;
    private final RangeSums sums;
    private final Map<BytesRef, Map<Side, long[]>> named = new HashMap<>();

    Recounted(Configuration job, StoredView view) {
      ranges = Ranges.read(job, view);
      due = Ranges.due(job, view);
      sums = new RangeSums(ranges, Set.of());
      String keys = job.get(NAMED + view.view().key(), "");
      Arrays.stream(keys.split(","))
          .map(Base64.getDecoder()::decode)
          .forEach(key -> named.put(new BytesRef(key), new EnumMap<>(Side.class)));
    }

    @Override
    public void accept(BytesRef key, long[] values, Side... sides) {
      if (!due.get(ranges.indexOf(key.bytes, key.offset, key.length))) {
        return;
      }
      sums.accept(key, values, sides);
      Optional.ofNullable(named.get(key))
          .ifPresent(
              found -> {
                for (Side side : sides) {
                  long[] sum = found.computeIfAbsent(side, added -> new long[values.length]);
                  for (int i = 0; i < values.length; i++) {
                    sum[i] += values[i];
                  }
                }
              });
    }
  }

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    TaskFailure.noted(context, () -> super.run(context));
  }

  @Override
  protected void setup(Context context) throws IOException {
    Configuration job = context.getConfiguration();
    EpochSettings settings = EpochSettings.from(TidelineConfiguration.load(job));
    codec = LogRecordCodec.admitting(settings);
    analyzer = TermAnalyzer.named(settings.analyzer());
    zone = settings.windows().calendar().zone();
    try (BatchLayer layer = SliceInputFormat.layer(job)) {
      baseCut = layer.baseCut(layer.manifest(SliceInputFormat.generation(job)));
    }
    for (StoredView view : StoredView.ALL) {
      BitSet due = Ranges.due(job, view);
      if (view instanceof StoredViews && !due.isEmpty()) {
        userViews =
            Optional.of(new ViewRecount(settings.views().load(), Ranges.read(job, view), due));
      } else if (!due.isEmpty()) {
        recounted.put(view, new Recounted(job, view));
      }
    }
  }

  @Override
  protected void reduce(
      ImmutableBytesWritable id, Iterable<ArchivedWritable> records, Context context)
      throws IOException, InterruptedException {
    Optional<DocumentVersion> now = Optional.empty();
    Optional<DocumentVersion> before = Optional.empty();
    for (ArchivedWritable next : records) {
      ArchivedRecord record = next.record();
      DocumentVersion version =
          record.decode(codec).change().version(record.position()).orElseThrow();
      now = Optional.of(now.map(best -> PlainView.current(best, version)).orElse(version));
      if (baseCut.covers(record.partition(), record.position())) {
        before = Optional.of(before.map(best -> PlainView.current(best, version)).orElse(version));
      }
    }
    for (Map.Entry<StoredView, Recounted> view : recounted.entrySet()) {
      count(view, now, Side.RECOUNT);
      count(view, before, Side.BASE_RECOUNT);
    }
    if (userViews.isPresent()) {
      now.ifPresent(version -> userViews.get().count(version, Side.RECOUNT));
      before.ifPresent(version -> userViews.get().count(version, Side.BASE_RECOUNT));
    }
  }

  private void count(
      Map.Entry<StoredView, Recounted> view, Optional<DocumentVersion> version, Side side)
      throws IOException, InterruptedException {
    if (version.isPresent()) {
      view.getKey().view().recount(version.get(), analyzer, zone, view.getValue(), side);
    }
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    analyzer.close();
    for (String line : userViews.map(ViewRecount::lines).orElse(List.of())) {
      context.write(NullWritable.get(), new Text(line));
    }
    for (Map.Entry<StoredView, Recounted> view : recounted.entrySet()) {
      for (SumLine line : SumLine.of(view.getKey(), view.getValue().sums)) {
        context.write(NullWritable.get(), new Text(line.written()));
      }
      String name = view.getKey().view().key();
      for (Map.Entry<BytesRef, Map<Side, long[]>> key : view.getValue().named.entrySet()) {
        if (!key.getValue().isEmpty()) {
          KeyLine line = new KeyLine(name, key.getKey(), key.getValue());
          context.write(NullWritable.get(), new Text(line.written()));
        }
      }
    }
  }
}
