package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.tideline.views.document.Change;
import org.tideline.views.document.LogRecord;

/** A log with LogAppendTime. Some positions hold no record, as where a transaction ended. */
final class SimulatedLog {
  private final class Partition {
    private final List<LogRecord> records = new ArrayList<>();
    private final IngestClock clock;
    private final long start = random.nextInt(3) == 0 ? random.nextInt(1000) : 0;
    private long end = start;
    private int leaderEpoch;

    Partition(Weather weather) {
      clock = new IngestClock(random, weather);
    }
  }

  private final Random random;
  private final Map<Integer, Partition> partitions = new TreeMap<>();

  SimulatedLog(Random random, Weather weather) {
    this.random = random;
    for (int partition = 0; partition < weather.partitions(); partition++) {
      partitions.put(partition, new Partition(weather));
    }
  }

  void append(int number, Change change) {
    Partition partition = partitions.get(number);
    long gapBefore = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0;
    long gapAfter = random.nextInt(10) == 0 ? 1 : 0;
    partition.leaderEpoch += random.nextInt(20) == 0 ? 1 : 0;
    long position = partition.end + gapBefore;
    partition.records.add(
        new LogRecord(
            position, partition.clock.next(), Optional.of(partition.leaderEpoch), change));
    partition.end = position + 1 + gapAfter;
  }

  /** At most {@code most} records from {@code position} on. */
  List<LogRecord> read(int partition, long position, int most) {
    return records(partition).stream()
        .filter(record -> record.position() >= position)
        .limit(most)
        .toList();
  }

  List<LogRecord> records(int partition) {
    return partitions.get(partition).records;
  }

  /** All records, per partition. */
  Map<Integer, List<LogRecord>> records() {
    Map<Integer, List<LogRecord>> all = new TreeMap<>();
    partitions.forEach((number, partition) -> all.put(number, partition.records));
    return all;
  }

  long start(int partition) {
    return partitions.get(partition).start;
  }

  /** The partition of a document. */
  int home(String id) {
    return Math.floorMod(id.hashCode(), partitions.size());
  }

  long end(int partition) {
    return partitions.get(partition).end;
  }

  /** The ingest time at the end of a partition; empty where it has no record yet. */
  OptionalLong ingestTime(int partition) {
    return records(partition).stream().mapToLong(LogRecord::logAppendTime).max();
  }

  /** The position of the first record whose LogAppendTime is {@code time} or later. */
  OptionalLong firstAtOrAfter(int partition, long time) {
    return records(partition).stream()
        .filter(record -> record.logAppendTime() >= time)
        .mapToLong(LogRecord::position)
        .findFirst();
  }
}
