package org.tideline.batch.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.hbase.mapreduce.CellSerialization;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.apache.hadoop.mrunit.mapreduce.ReduceDriver;
import org.apache.hadoop.mrunit.types.KeyValueReuseList;
import org.apache.hadoop.mrunit.types.Pair;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.ArchivedRecordSerialization;
import org.tideline.batch.base.BaseOnDisk;
import org.tideline.batch.step.TableFiles;

/** The mappers and the reducer of the index, over splits that a test chooses. */
final class InvertedIndexJob {
  static final long STAMP = 1_795_437_000_000L << 20;

  private final Map<String, String> settings = new TreeMap<>();
  private final Map<IndexCount, Long> counted = new EnumMap<>(IndexCount.class);

  private Optional<BaseOnDisk> base = Optional.empty();

  InvertedIndexJob set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  long count(IndexCount count) {
    return counted.getOrDefault(count, 0L);
  }

  /** What one mapper writes of the records of its split, in its order. */
  List<Pair<ImmutableBytesWritable, BlockWritable>> map(List<ArchivedRecord> split)
      throws IOException {
    if (split.isEmpty()) {
      // Of which MRUnit's driver will have nothing.
      return List.of();
    }
    MapDriver<NullWritable, ArchivedRecord, ImmutableBytesWritable, BlockWritable> driver =
        MapDriver.newMapDriver(new InvertedIndexMapper());
    configure(driver.getConfiguration(), ArchivedRecordSerialization.class.getName());
    split.forEach(record -> driver.withInput(NullWritable.get(), record));
    var written = driver.run();
    note(driver.getCounters());
    return written;
  }

  /** What the reducer makes of blocks, sorted and grouped as the job does. */
  List<KeyValue> reduce(List<Pair<ImmutableBytesWritable, BlockWritable>> blocks)
      throws IOException {
    ReduceDriver<ImmutableBytesWritable, BlockWritable, ImmutableBytesWritable, KeyValue> driver =
        ReduceDriver.newReduceDriver(new InvertedIndexReducer());
    configure(driver.getConfiguration(), CellSerialization.class.getName());
    TableFiles.stampWith(driver.getConfiguration(), STAMP);
    if (base.isPresent()) {
      base.get().give(driver.getConfiguration());
    }
    ByTerm byTerm = new ByTerm();
    SortedMap<ImmutableBytesWritable, KeyValueReuseList<ImmutableBytesWritable, BlockWritable>>
        groups = new TreeMap<>(byTerm::compare);
    blocks.stream()
        .sorted(Comparator.comparing(Pair::getFirst))
        .forEach(
            block ->
                groups
                    .computeIfAbsent(
                        block.getFirst(),
                        first ->
                            new KeyValueReuseList<>(
                                // As in Hadoop, the key is the first one's before the first value.
                                new ImmutableBytesWritable(first.copyBytes()),
                                new BlockWritable(),
                                driver.getConfiguration()))
                    .add(block));
    groups.values().forEach(driver::addInput);
    List<Pair<ImmutableBytesWritable, KeyValue>> written = driver.run();
    note(driver.getCounters());
    List<KeyValue> cells = new ArrayList<>();
    for (Pair<ImmutableBytesWritable, KeyValue> pair : written) {
      assertThat(pair.getSecond().getRowArray()).isNotEmpty();
      cells.add(pair.getSecond());
    }
    return cells;
  }

  /**
   * What is made of a base and of changes: {@code removed} are records that the base has, {@code
   * added} those that it has not.
   */
  List<KeyValue> change(
      BaseOnDisk given, List<ArchivedRecord> removed, List<List<ArchivedRecord>> added)
      throws IOException {
    List<Pair<ImmutableBytesWritable, BlockWritable>> blocks = new ArrayList<>();
    for (Pair<ImmutableBytesWritable, BlockWritable> pair : map(removed)) {
      BlockWritable block = new BlockWritable();
      block.set(true, Arrays.copyOf(pair.getSecond().bytes(), pair.getSecond().length()));
      blocks.add(new Pair<>(pair.getFirst(), block));
    }
    for (List<ArchivedRecord> split : added) {
      blocks.addAll(map(split));
    }
    base = Optional.of(given);
    counted.clear();
    return reduce(blocks);
  }

  /** The whole job. */
  List<KeyValue> run(List<List<ArchivedRecord>> splits) throws IOException {
    List<Pair<ImmutableBytesWritable, BlockWritable>> blocks = new ArrayList<>();
    for (List<ArchivedRecord> split : splits) {
      blocks.addAll(map(split));
    }
    return reduce(blocks);
  }

  private void configure(Configuration configuration, String serialization) {
    configuration.setStrings(
        "io.serializations", configuration.get("io.serializations"), serialization);
    configuration.set("tideline.log.partitions", "1");
    configuration.set("org.tideline.batch.failures", "file:/tmp");
    settings.forEach(configuration::set);
  }

  private void note(Counters counters) {
    for (IndexCount count : IndexCount.values()) {
      counted.merge(count, counters.findCounter(count).getValue(), Long::sum);
    }
  }
}
