package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table with the rules of HBase: of the cells of one row and qualifier the greatest timestamp
 * wins, a put with an equal timestamp replaces, whenever it arrives, and no more than so many
 * versions are kept.
 *
 * @param <Q> qualifiers
 * @param <V> values
 */
final class SimulatedTable<Q, V> {
  private final int maxVersions;
  private final List<String> disagreements = new ArrayList<>();
  private final Map<String, Map<Q, NavigableMap<Long, V>>> rows = new TreeMap<>();
  private final Set<List<Object>> markers = new HashSet<>();
  private final Map<String, Long> rowMarkers = new HashMap<>();

  /** A value with its timestamp. */
  record Stamped<V>(long timestamp, V value) {}

  SimulatedTable(int maxVersions) {
    this.maxVersions = maxVersions;
  }

  /** Writes one cell; whether it is the newest of its place now. */
  boolean put(String row, Q qualifier, long timestamp, V value) {
    if (markers.contains(List.of(row, qualifier, timestamp))
        || timestamp <= rowMarkers.getOrDefault(row, Long.MIN_VALUE)) {
      return false;
    }
    NavigableMap<Long, V> versions =
        rows.computeIfAbsent(row, key -> new LinkedHashMap<>())
            .computeIfAbsent(qualifier, key -> new TreeMap<>());
    V before = versions.put(timestamp, value);
    if (before != null && !before.equals(value)) {
      disagreements.add(
          "row %s, %s, timestamp %d: %s, then %s"
              .formatted(row, qualifier, timestamp, before, value));
    }
    while (versions.size() > maxVersions) {
      versions.pollFirstEntry();
    }
    return versions.lastKey() == timestamp;
  }

  /**
   * Removes the version with exactly that timestamp. In every other place the marker stays and
   * hides what is written there again; in the others a compaction has already removed it.
   */
  boolean delete(String row, Q qualifier, long timestamp) {
    if (Math.floorMod(Objects.hash(row, timestamp), 2) == 0) {
      markers.add(List.of(row, qualifier, timestamp));
    }
    Map<Q, NavigableMap<Long, V>> cells = rows.getOrDefault(row, Map.of());
    NavigableMap<Long, V> versions = cells.getOrDefault(qualifier, new TreeMap<>());
    boolean found = versions.containsKey(timestamp);
    versions.remove(timestamp);
    if (versions.isEmpty() && found) {
      cells.remove(qualifier);
    }
    return found;
  }

  /** Removes all cells of a row with that timestamp or an earlier one, in the same way. */
  boolean deleteUpTo(String row, long timestamp) {
    if (Math.floorMod(Objects.hash(row, timestamp), 2) == 0) {
      rowMarkers.merge(row, timestamp, Math::max);
    }
    Map<Q, NavigableMap<Long, V>> cells = rows.getOrDefault(row, Map.of());
    cells.values().forEach(versions -> versions.headMap(timestamp, true).clear());
    return cells.values().removeIf(Map::isEmpty);
  }

  /** The newest version of one cell below {@code endTimestamp}. */
  Optional<V> newestBelow(String row, Q qualifier, long endTimestamp) {
    return Optional.ofNullable(rows.getOrDefault(row, Map.of()).get(qualifier))
        .map(versions -> versions.lowerEntry(endTimestamp))
        .map(Map.Entry::getValue);
  }

  /** The newest version of one cell. */
  Optional<V> newest(String row, Q qualifier) {
    return newestBelow(row, qualifier, Long.MAX_VALUE);
  }

  /** The newest versions of the cells of a row, of those with {@code minTimestamp} or later. */
  Map<Q, V> row(String row, long minTimestamp) {
    Map<Q, V> cells = new LinkedHashMap<>();
    stampedRow(row, minTimestamp)
        .forEach((qualifier, newest) -> cells.put(qualifier, newest.value()));
    return cells;
  }

  /** The same with their timestamps. */
  Map<Q, Stamped<V>> stampedRow(String row, long minTimestamp) {
    Map<Q, Stamped<V>> cells = new LinkedHashMap<>();
    rows.getOrDefault(row, Map.of())
        .forEach(
            (qualifier, versions) -> {
              Map.Entry<Long, V> newest = versions.lastEntry();
              if (newest.getKey() >= minTimestamp) {
                cells.put(qualifier, new Stamped<>(newest.getKey(), newest.getValue()));
              }
            });
    return cells;
  }

  /** The rows that were ever written. */
  Set<String> rowNames() {
    return rows.keySet();
  }

  /** Puts with an equal timestamp and another value: which of them stands is chance. */
  List<String> disagreements() {
    return disagreements;
  }

  /** What a reader of everything gets, without timestamps. */
  Map<String, Map<Q, V>> contents() {
    Map<String, Map<Q, V>> contents = new TreeMap<>();
    rows.keySet().forEach(row -> contents.put(row, row(row, 0)));
    return contents;
  }

  /** All versions of everything, with timestamps. */
  Map<String, Map<Q, Map<Long, V>>> history() {
    Map<String, Map<Q, Map<Long, V>>> history = new TreeMap<>();
    rows.forEach(
        (row, cells) ->
            cells.forEach(
                (qualifier, versions) ->
                    history
                        .computeIfAbsent(row, key -> new LinkedHashMap<>())
                        .put(qualifier, Map.copyOf(versions))));
    return history;
  }
}
