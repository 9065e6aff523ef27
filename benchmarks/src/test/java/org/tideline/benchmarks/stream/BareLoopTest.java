package org.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;

class BareLoopTest {
  private static List<LogRecord> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            at -> new LogRecord(at, 1, new Change.Put(new Document("a", 1, Map.of(), "whale"))))
        .toList();
  }

  private static List<List<Long>> parts(List<LogRecord> records, Long... ends) {
    NavigableSet<Long> flushAt = new TreeSet<>(List.of(ends));
    return BareLoop.parts(records, flushAt).stream()
        .map(part -> part.stream().map(LogRecord::position).toList())
        .toList();
  }

  @Test
  void endsAPartWhereTheTopologyFlushed() {
    assertThat(parts(records(3, 8), 2L, 5L, 7L))
        .containsExactly(List.of(3L, 4L), List.of(5L, 6L), List.of(7L));
  }

  @Test
  void keepsRecordsTogetherWhereItDidNot() {
    assertThat(parts(records(3, 6), 3L, 6L, 9L)).containsExactly(List.of(3L, 4L, 5L));
    assertThat(parts(List.of(), 3L)).isEmpty();
  }
}
