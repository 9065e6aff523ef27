package org.tideline.views.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.CurrentVersions;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;
import org.tideline.views.time.Segment;

/** The realtime tables, as wide and as deep as in HBase. */
final class SimulatedTables implements CurrentVersions {
  /** The only column of a document and of a partition's progress. */
  private static final String COLUMN = "";

  private final SimulatedTable<Segment, WordCount> words = new SimulatedTable<>(1);
  private final SimulatedTable<String, DocumentVersion> documents =
      new SimulatedTable<>(Integer.MAX_VALUE);
  private final SimulatedTable<Long, Outcome> outcomes = new SimulatedTable<>(1);
  private final SimulatedTable<String, Frontier> frontiers = new SimulatedTable<>(1);
  private final SimulatedTable<String, Checkpoint> checkpoints = new SimulatedTable<>(1);
  private final Map<Integer, Set<Checkpoint>> everyCheckpoint = new TreeMap<>();

  /** The puts of cells, versions and outcomes that a flush asks for, none of them done yet. */
  List<BooleanSupplier> puts(Flush flush) {
    List<BooleanSupplier> puts = new ArrayList<>();
    for (Flush.WordCell cell : flush.words()) {
      String word = new String(cell.term(), StandardCharsets.UTF_8);
      puts.add(() -> words.put(word, flush.segment(), flush.stamp(), cell.total()));
    }
    for (Flush.Stamped<DocumentVersion> version : flush.versions()) {
      puts.add(() -> documents.put(version.value().id(), COLUMN, version.stamp(), version.value()));
    }
    String row = row(flush.segment().partition());
    for (Flush.Stamped<Outcome> outcome : flush.outcomes()) {
      puts.add(
          () -> outcomes.put(row, outcome.value().position(), outcome.stamp(), outcome.value()));
    }
    return puts;
  }

  BooleanSupplier putFrontier(Flush flush) {
    return () ->
        frontiers.put(
            row(flush.segment().partition()), COLUMN, flush.frontierStamp(), flush.frontier());
  }

  BooleanSupplier putCheckpoint(int partition, Checkpoint checkpoint) {
    return () -> {
      everyCheckpoint.computeIfAbsent(partition, key -> new LinkedHashSet<>()).add(checkpoint);
      return checkpoints.put(row(partition), COLUMN, checkpoint.stamp(), checkpoint);
    };
  }

  private static String row(int partition) {
    return String.valueOf(partition);
  }

  @Override
  public Map<String, DocumentVersion> before(Collection<String> ids, long stamp) {
    Map<String, DocumentVersion> found = new HashMap<>();
    for (String id : ids) {
      documents.newestBelow(id, COLUMN, stamp).ifPresent(version -> found.put(id, version));
    }
    return found;
  }

  Optional<Checkpoint> checkpoint(int partition) {
    return checkpoints.newest(row(partition), COLUMN);
  }

  Optional<Frontier> frontier(int partition) {
    return frontiers.newest(row(partition), COLUMN);
  }

  Optional<DocumentVersion> document(String id) {
    return documents.newest(id, COLUMN);
  }

  /** The realtime cells of a word with {@code minStamp} or later. */
  Map<Segment, WordCount> word(String word, long minStamp) {
    return words.row(word, minStamp);
  }

  Collection<Outcome> outcomes(int partition) {
    return outcomes.row(row(partition), 0).values();
  }

  /** Every checkpoint of a partition that was ever written. */
  List<Checkpoint> everyCheckpoint(int partition) {
    return List.copyOf(everyCheckpoint.getOrDefault(partition, Set.of()));
  }

  /** Cells whose writers did not agree. */
  List<String> disagreements() {
    return Stream.of(words, documents, outcomes, frontiers, checkpoints)
        .flatMap(table -> table.disagreements().stream())
        .toList();
  }

  /** All that a reader can see, of whatever it asks. */
  List<Object> contents() {
    return List.of(words.contents(), documents.history(), outcomes.history());
  }
}
