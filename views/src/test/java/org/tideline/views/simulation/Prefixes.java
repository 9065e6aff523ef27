package org.tideline.views.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tideline.views.document.LogRecord;
import org.tideline.views.reference.ReferenceView;

/** The reference view of every prefix of every partition, each computed once, from nothing. */
final class Prefixes {
  private record Prefix(int partition, long records) {}

  private final SimulatedLog log;
  private final Function<String, List<String>> tokenisation;
  private final Map<Prefix, ReferenceView> views = new HashMap<>();

  Prefixes(SimulatedLog log, Function<String, List<String>> tokenisation) {
    this.log = log;
    this.tokenisation = tokenisation;
  }

  /** The view of the records of {@code partition} below {@code position}. */
  ReferenceView below(int partition, long position) {
    List<LogRecord> records = log.records(partition);
    long size = records.stream().filter(record -> record.position() < position).count();
    return views.computeIfAbsent(
        new Prefix(partition, size),
        prefix ->
            ReferenceView.below(
                Map.of(partition, position), Map.of(partition, records), tokenisation));
  }
}
