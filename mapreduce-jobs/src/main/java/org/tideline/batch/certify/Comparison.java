package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.ArchiveInput;
import org.tideline.batch.archive.ArchiveInputFormat;
import org.tideline.batch.archive.MasterDataset;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepJob;
import org.tideline.schema.generation.Certificate;
import org.tideline.views.certify.Judgement;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.RangeSums;
import org.tideline.views.certify.Side;

/**
 * Compares all views by up to three jobs: the first gives every range of every view its checksums;
 * where they differ, the second names the keys and the third counts anew from the archive.
 */
final class Comparison {
  /** How one view stands. */
  private static final class State {
    private final KeyRanges ranges;
    private final RangeSums sums;

    /** Of every range in which the base is not what its certificate says, what it has become. */
    private final List<BitSet> baseFails = new ArrayList<>();

    private long differing;
    private final TreeMap<BytesRef, Map<Side, long[]>> keys = new TreeMap<>();

    State(KeyRanges ranges, RangeSums sums) {
      this.ranges = ranges;
      this.sums = sums;
    }

    private BitSet due() {
      BitSet due = new BitSet();
      for (int range = 0; range < sums.ranges().size(); range++) {
        int place = range;
        boolean baseHolds = baseFails.stream().noneMatch(fails -> fails.get(place));
        due.set(range, Judgement.isDue(sums.of(range), baseHolds));
      }
      return due;
    }
  }

  private final BatchLayer layer;
  private final Compared compared;
  private final Path building;
  private final Map<StoredView, State> states = new LinkedHashMap<>();

  /**
   * A comparison of {@code compared}.
   *
   * @param base the certificate of the base, if it has one
   * @param building for the files of the jobs
   */
  Comparison(Compared compared, Optional<Certificate> base, Path building) throws IOException {
    this.layer = compared.layer();
    this.compared = compared;
    this.building = building;
    for (StoredView view : StoredView.ALL.stream().filter(kept -> kept.isKept(compared)).toList()) {
      KeyRanges own = view.ranges(compared);
      KeyRanges fine =
          base.flatMap(certificate -> certificate.view(view.view().key()))
              .map(of -> own.refinedBy(ranges(of)))
              .orElse(own);
      states.put(view, new State(own, new RangeSums(fine, view.sides(compared))));
    }
  }

  private static KeyRanges ranges(Certificate.View view) {
    return KeyRanges.startingAt(
        view.ranges().stream().map(range -> Bytes.toBytesBinary(range.from())).toList());
  }

  /** The first job; whether all ranges agree, also those of the base with its own certificate. */
  boolean compare(Optional<Certificate> base) throws IOException, InterruptedException {
    Job job = jobOfSlices("compare");
    states.forEach(
        (view, state) -> {
          Ranges.write(job.getConfiguration(), view, state.sums.ranges());
          Ranges.writeDue(job.getConfiguration(), view, Ranges.all(state.sums.ranges()));
        });
    job.setMapperClass(ChecksumMapper.class);
    job.setNumReduceTasks(0);
    take(run(job, "compare").lines());
    base.ifPresent(certificate -> states.forEach((view, state) -> look(view, state, certificate)));
    return states.values().stream().allMatch(state -> state.due().isEmpty());
  }

  /** Notes where the base is not what its certificate says. */
  private static void look(StoredView view, State state, Certificate base) {
    Optional<Certificate.View> before = base.view(view.view().key());
    if (before.isEmpty() || !state.sums.of(0).containsKey(Side.BASE)) {
      return;
    }
    KeyRanges ranges = ranges(before.get());
    RangeSums found = state.sums.over(ranges);
    for (int range = 0; range < ranges.size(); range++) {
      Certificate.Range certified = before.get().ranges().get(range);
      if (!found.of(Side.BASE, range).agrees(certified.sums().get(Side.GENERATION))) {
        BitSet fails = new BitSet();
        fails.set(
            state.sums.ranges().indexOf(ranges.start(range)),
            range + 1 < ranges.size()
                ? state.sums.ranges().indexOf(ranges.start(range + 1))
                : state.sums.ranges().size());
        state.baseFails.add(fails);
      }
    }
  }

  /** The second job: names keys, by all their values. */
  void nameKeys() throws IOException, InterruptedException {
    Job job = jobOfSlices("name");
    dueRanges(job);
    job.setMapperClass(DifferenceMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(SideValues.class);
    job.setReducerClass(DifferenceReducer.class);
    job.setNumReduceTasks(layer.settings().reducers());
    Done done = run(job, "name");
    take(done.lines());
    states.forEach(
        (view, state) -> {
          state.differing =
              done.counters()
                  .findCounter(DifferenceReducer.DIFFERING, view.view().key())
                  .getValue();
          while (state.keys.size() > DifferenceReducer.NAMED) {
            state.keys.pollLastEntry();
          }
        });
  }

  /** The third job: counts the ranges and the keys anew. */
  void recount() throws IOException, InterruptedException {
    Job job =
        job(
            "recount",
            ArchiveInput.records(
                dataset(),
                compared.epoch().startPositions(),
                compared.manifest().cut().positions()));
    dueRanges(job);
    states.forEach(
        (view, state) ->
            RecountReducer.write(job.getConfiguration(), view, List.copyOf(state.keys.keySet())));
    job.setInputFormatClass(ArchiveInputFormat.class);
    job.setMapperClass(RecountMapper.class);
    job.setMapOutputKeyClass(ImmutableBytesWritable.class);
    job.setMapOutputValueClass(ArchivedWritable.class);
    job.setReducerClass(RecountReducer.class);
    job.setNumReduceTasks(layer.settings().reducers());
    List<String> lines = run(job, "recount").lines();
    take(lines.stream().filter(line -> !ViewRecount.isOne(line)).toList());
    takeViews(lines.stream().filter(ViewRecount::isOne).toList());
  }

  /** Their values are no numbers that were added up by then. */
  private void takeViews(List<String> lines) {
    for (Map.Entry<StoredView, State> entry : states.entrySet()) {
      State state = entry.getValue();
      if (entry.getKey() instanceof StoredViews && !lines.isEmpty()) {
        ViewRecount all =
            new ViewRecount(layer.epochSettings().views().load(), state.sums.ranges(), state.due());
        lines.forEach(all::add);
        all.forEach(
            (side, row, values) -> {
              state.sums.accept(row, values, side);
              if (state.keys.containsKey(row)) {
                state.keys.get(row).put(side, values);
              }
            });
      }
    }
  }

  private MasterDataset dataset() throws IOException {
    return MasterDataset.below(layer.root(), layer.files(), compared.epoch().topicId());
  }

  private Job jobOfSlices(String name) throws IOException {
    Job job =
        job(
            name,
            ArchiveInput.documents(
                dataset(),
                compared.epoch().startPositions(),
                compared.manifest().cut().positions(),
                CurrentStep.folder(layer.files(compared.manifest().generation()))));
    job.setInputFormatClass(SliceInputFormat.class);
    return job;
  }

  private Job job(String name, ArchiveInput archive) throws IOException {
    Job job = StepJob.create(layer, CertifyStep.NAME + " " + name, compared.manifest());
    SliceInputFormat.write(job.getConfiguration(), compared.manifest().generation());
    archive.write(job.getConfiguration());
    job.setOutputKeyClass(NullWritable.class);
    job.setOutputValueClass(Text.class);
    return job;
  }

  private void dueRanges(Job job) {
    states.forEach(
        (view, state) -> {
          Ranges.write(job.getConfiguration(), view, state.sums.ranges());
          Ranges.writeDue(job.getConfiguration(), view, state.due());
        });
  }

  private record Done(Counters counters, List<String> lines) {}

  private Done run(Job job, String name) throws IOException, InterruptedException {
    Path folder = new Path(building, name);
    StepJob.writeFiles(job, folder);
    Counters counters = StepJob.run(job, folder);
    return new Done(counters, SumLine.lines(layer.files(), folder));
  }

  private void take(List<String> lines) {
    for (String line : lines) {
      if (KeyLine.isOne(line)) {
        KeyLine key = KeyLine.read(line);
        Map<Side, long[]> values =
            states
                .get(StoredView.named(key.view()))
                .keys
                .computeIfAbsent(key.key(), added -> new EnumMap<>(Side.class));
        // Every reducer of the recount has seen some of the documents.
        key.values().forEach((side, found) -> values.merge(side, found, Comparison::plus));
      } else {
        SumLine sum = SumLine.read(line);
        states.get(StoredView.named(sum.view())).sums.add(sum.side(), sum.range(), sum.checksum());
      }
    }
  }

  private static long[] plus(long[] one, long[] other) {
    return IntStream.range(0, one.length).mapToLong(i -> one[i] + other[i]).toArray();
  }

  /**
   * What was found of all views.
   *
   * @param recounted whether there was a recount, of all that was due
   */
  Findings findings(boolean recounted) {
    Findings findings = new Findings(recounted);
    states.forEach(
        (view, state) ->
            findings.add(
                view.view(),
                key -> view.printed(key, compared),
                state.ranges,
                state.sums,
                state.baseFails,
                state.differing,
                new ArrayList<>(state.keys.entrySet())));
    return findings;
  }
}
