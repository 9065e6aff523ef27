package org.tideline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tideline.schema.log.LogRecordCodec;

/**
 * A made access log of a web server: lines in the order of time, some of them written up to 20
 * seconds after what they tell of, as servers do that write a line at the end of a request. What is
 * in it is counted by plain loops.
 */
final class AccessLog {
  private static final long START = Instant.parse("2015-05-17T10:05:03Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final int MOST_SECONDS_APART = 9;
  private static final int MOST_SECONDS_LATE = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** A line as a document. */
  record Line(String id, long eventTime, String text) {}

  /** A late record that there has to be. */
  record Late(String id, long eventTime, long watermark) {}

  private final List<List<Line>> files = new ArrayList<>();

  /** That of {@code lines} lines in two files, the same for the same seed. */
  AccessLog(long seed, int lines) {
    Random random = new Random(seed);
    long now = START;
    for (String name : List.of("access-1.log", "access-2.log")) {
      List<Line> file = new ArrayList<>();
      for (int number = 1; number <= lines / 2; number++) {
        now += 1_000L * random.nextInt(MOST_SECONDS_APART + 1);
        long late = random.nextInt(8) == 0 ? 1_000L * random.nextInt(MOST_SECONDS_LATE + 1) : 0;
        String page = random.nextInt(3) == 0 ? "whale" : "sea";
        String text =
            "10.0.0.%d - - [%s] \"GET /%s HTTP/1.1\" 200 %d"
                .formatted(
                    random.nextInt(250),
                    TIME.format(Instant.ofEpochMilli(now - late)),
                    page,
                    random.nextInt(10_000));
        file.add(new Line(name + "#" + number, now - late, text));
      }
      files.add(file);
    }
  }

  /** Writes its files below {@code folder}. */
  List<Path> write(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (List<Line> file : files) {
      String id = file.get(0).id();
      Path path = folder.resolve(id.substring(0, id.indexOf('#')));
      Files.write(path, file.stream().map(Line::text).toList(), StandardCharsets.UTF_8);
      paths.add(path);
    }
    return paths;
  }

  /** All lines of the first so many files. */
  List<Line> lines(int ofFiles) {
    return files.subList(0, ofFiles).stream().flatMap(List::stream).toList();
  }

  /** How many lines tell of each hour, by its beginning. */
  SortedMap<Long, Long> byHour(int ofFiles) {
    SortedMap<Long, Long> hours = new TreeMap<>();
    for (Line line : lines(ofFiles)) {
      hours.merge(Math.floorDiv(line.eventTime(), HOUR) * HOUR, 1L, Long::sum);
    }
    return hours;
  }

  /** The ids in the order of event time. */
  List<String> inOrder() {
    return lines(files.size()).stream()
        .sorted(
            Comparator.comparing(Line::eventTime)
                .thenComparing(
                    line -> line.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .map(Line::id)
        .toList();
  }

  /** The late records of every partition, by a plain loop over the lines in their order. */
  Map<Integer, List<Late>> late(int partitions, long bound) {
    Map<Integer, List<Late>> late = new TreeMap<>();
    Map<Integer, Long> greatest = new HashMap<>();
    for (Line line : lines(files.size())) {
      int partition = LogRecordCodec.partition(LogRecordCodec.key(line.id()), partitions);
      Long before = greatest.get(partition);
      if (before != null && line.eventTime() < before - bound) {
        late.computeIfAbsent(partition, added -> new ArrayList<>())
            .add(new Late(line.id(), line.eventTime(), before - bound));
      }
      greatest.merge(partition, line.eventTime(), Math::max);
    }
    return late;
  }
}
