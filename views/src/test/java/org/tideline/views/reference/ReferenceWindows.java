package org.tideline.views.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.window.EventBounds;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.WindowSize;

/**
 * Windows by the plainest means. Every record is gone through once, in the order of its partition;
 * the watermark before each, the document that stood before it, and the windows of both are noted.
 * By {@code UPDATE} a window shows the current documents in it. By {@code DISCARD} it shows the sum
 * over partitions of the value of that partition's documents at position max(first position with W
 * at or after the window's end, cut position). It shares no logic with the views that it judges.
 */
public final class ReferenceWindows {
  /** What makes one word, or all documents, count. */
  @FunctionalInterface
  public interface Counted {
    /** What a document adds. */
    WordCount of(Document document);
  }

  /** What stands in a window, and how many deltas since the cut came after its end was passed. */
  public record Shown(WordCount count, long changesAfterClose) {}

  /** A record that was late when it came and became current. */
  public record Late(int partition, long position, String id, long eventTime, long watermark) {}

  private final class Partition {
    private final int number;
    private final List<LogRecord> records;

    /** W before each record, and after the last; the least of all longs before the first put. */
    private final List<Long> watermarks = new ArrayList<>();

    /** What stood before each record and stands after it, where it made a version current. */
    private final Map<Long, List<Document>> removed = new TreeMap<>();

    private final Map<Long, List<Document>> added = new TreeMap<>();
    private long ahead;
    private final List<Late> late = new ArrayList<>();

    Partition(int number, List<LogRecord> records) {
      this.number = number;
      this.records = records;
      long greatest = Long.MIN_VALUE;
      long ingestTime = 0;
      Map<String, Document> documents = new HashMap<>();
      Map<String, Long> standing = new HashMap<>();
      for (LogRecord record : records) {
        long watermark = greatest == Long.MIN_VALUE ? greatest : greatest - bounds.lateness();
        watermarks.add(watermark);
        ingestTime = Math.max(ingestTime, record.logAppendTime());
        if (record.change() instanceof Change.Put put) {
          Document document = put.document();
          note(record, document.id(), document.eventTime(), watermark, standing, documents);
          if (document.eventTime() - ingestTime > bounds.future()) {
            ahead++;
          } else {
            greatest = Math.max(greatest, document.eventTime());
          }
        } else if (record.change() instanceof Change.Delete delete) {
          note(record, delete.id(), delete.eventTime(), watermark, standing, documents);
        }
      }
      watermarks.add(greatest == Long.MIN_VALUE ? greatest : greatest - bounds.lateness());
    }

    private void note(
        LogRecord record,
        String id,
        long eventTime,
        long watermark,
        Map<String, Long> standing,
        Map<String, Document> documents) {
      Long stands = standing.get(id);
      if (stands != null && stands > eventTime) {
        return;
      }
      standing.put(id, eventTime);
      Document before = documents.remove(id);
      removed.put(record.position(), before == null ? List.of() : List.of(before));
      added.put(record.position(), List.of());
      if (record.change() instanceof Change.Put put) {
        documents.put(id, put.document());
        added.put(record.position(), List.of(put.document()));
      }
      if (eventTime < watermark) {
        late.add(new Late(number, record.position(), id, eventTime, watermark));
      }
    }

    /** The first position with W at or after {@code end}: that of the record after which it is. */
    private long passes(long end) {
      for (int i = 0; i < records.size(); i++) {
        if (watermarks.get(i + 1) >= end) {
          return records.get(i).position() + 1;
        }
      }
      return Long.MAX_VALUE;
    }

    private long watermarkBefore(long position) {
      for (int i = 0; i < records.size(); i++) {
        if (records.get(i).position() == position) {
          return watermarks.get(i);
        }
      }
      throw new IllegalArgumentException("no record at " + position);
    }
  }

  private final EventBounds bounds;
  private final ZoneId zone;
  private final List<Partition> partitions = new ArrayList<>();

  /** The windows of a log. */
  public ReferenceWindows(Map<Integer, List<LogRecord>> log, EventBounds bounds, ZoneId zone) {
    this.bounds = bounds;
    this.zone = zone;
    log.forEach((number, records) -> partitions.add(new Partition(number, records)));
  }

  /** Counts a word. */
  public static Counted word(String word, Function<String, List<String>> tokenisation) {
    return document -> {
      long occurrences = tokenisation.apply(document.text()).stream().filter(word::equals).count();
      return new WordCount(occurrences, occurrences > 0 ? 1 : 0);
    };
  }

  /** Counts documents, whatever they say. */
  public static Counted documents(Function<String, List<String>> tokenisation) {
    return document -> new WordCount(tokenisation.apply(document.text()).size(), 1);
  }

  /**
   * Windows by their first millisecond; those that show nothing and had no late change are none.
   */
  public SortedMap<Long, Shown> windows(
      Counted counted, WindowSize size, LatePolicy policy, Map<Integer, Long> cut) {
    SortedMap<Long, Long> ends = new TreeMap<>();
    for (Partition partition : partitions) {
      partition.added.values().forEach(some -> some.forEach(one -> note(one, size, ends)));
      partition.removed.values().forEach(some -> some.forEach(one -> note(one, size, ends)));
    }
    SortedMap<Long, Shown> windows = new TreeMap<>();
    ends.forEach(
        (start, end) -> {
          WordCount count = WordCount.ZERO;
          long late = 0;
          for (Partition partition : partitions) {
            long cutPosition = cut.get(partition.number);
            long limit =
                policy == LatePolicy.UPDATE
                    ? Long.MAX_VALUE
                    : Math.max(partition.passes(end), cutPosition);
            count = count.plus(value(partition, counted, start, end, limit));
            late += late(partition, counted, start, end, cutPosition);
          }
          if (!count.equals(WordCount.ZERO) || late > 0) {
            windows.put(start, new Shown(count, late));
          }
        });
    return windows;
  }

  private void note(Document document, WindowSize size, Map<Long, Long> ends) {
    long start = start(document.eventTime(), size);
    ends.put(start, end(start, size));
  }

  private static WordCount value(
      Partition partition, Counted counted, long start, long end, long limit) {
    Map<String, Document> current = new HashMap<>();
    partition.added.forEach(
        (position, documents) -> {
          if (position < limit) {
            partition.removed.get(position).forEach(before -> current.remove(before.id()));
            documents.forEach(after -> current.put(after.id(), after));
          }
        });
    WordCount value = WordCount.ZERO;
    for (Document document : current.values()) {
      if (start <= document.eventTime() && document.eventTime() < end) {
        value = value.plus(counted.of(document));
      }
    }
    return value;
  }

  private static long late(
      Partition partition, Counted counted, long start, long end, long cutPosition) {
    long late = 0;
    for (Map<Long, List<Document>> deltas : List.of(partition.removed, partition.added)) {
      for (Map.Entry<Long, List<Document>> delta : deltas.entrySet()) {
        for (Document document : delta.getValue()) {
          boolean inWindow = start <= document.eventTime() && document.eventTime() < end;
          if (delta.getKey() >= cutPosition
              && inWindow
              && partition.watermarkBefore(delta.getKey()) >= end
              && counted.of(document).documents() > 0) {
            late++;
          }
        }
      }
    }
    return late;
  }

  /** Late records that became current, in the order of partitions, then of positions. */
  public List<Late> late() {
    return partitions.stream().flatMap(partition -> partition.late.stream()).toList();
  }

  /** How many puts of a partition were too far ahead. */
  public long ahead(int number) {
    return partition(number).ahead;
  }

  /** W of a partition after all of its records. */
  public long watermark(int number) {
    List<Long> watermarks = partition(number).watermarks;
    return watermarks.get(watermarks.size() - 1);
  }

  private Partition partition(int number) {
    return partitions.stream().filter(one -> one.number == number).findFirst().orElseThrow();
  }

  private long start(long eventTime, WindowSize size) {
    Instant instant = Instant.ofEpochMilli(eventTime);
    return switch (size) {
      case MINUTE -> instant.truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
      case HOUR -> instant.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
      case DAY -> midnight(LocalDate.ofInstant(instant, zone));
    };
  }

  private long end(long start, WindowSize size) {
    return switch (size) {
      case MINUTE -> start + 60_000;
      case HOUR -> start + 3_600_000;
      case DAY -> midnight(LocalDate.ofInstant(Instant.ofEpochMilli(start), zone).plusDays(1));
    };
  }

  private long midnight(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
