package org.tideline.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of a run as a table in Markdown. On a page it stands between {@code <!-- NAME -->}
 * and {@code <!-- /NAME -->}, each on a line of its own.
 *
 * @param name of the benchmark
 * @param conditions of the run: size, rounds
 * @param header names of the columns
 * @param rows as wide as the header
 */
public record ResultTable(
    String name, String conditions, List<String> header, List<List<String>> rows) {
  public ResultTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "table %s: expected %d columns, found row %s".formatted(name, header.size(), row));
      }
    }
  }

  /** A row of a side: its name, the median, the samples, and what else the columns are. */
  public static List<String> row(String side, Samples samples, Unit unit, String... more) {
    List<String> row = new ArrayList<>();
    row.add(side);
    row.add(unit.format(samples.median()));
    row.add(samples.values().stream().map(unit::number).collect(Collectors.joining(" ")));
    row.addAll(List.of(more));
    return row;
  }

  /** The lines between the marks. */
  public List<String> lines(Machine machine) {
    List<String> lines = new ArrayList<>();
    lines.add(conditions + "; " + machine);
    lines.add("");
    lines.add(line(header));
    lines.add("|---".repeat(header.size()) + "|");
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /**
   * Replaces what stands between the marks.
   *
   * @throws IOException if the page cannot be read or written, or lacks the marks
   */
  public void writeTo(Path page, Machine machine) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(page));
    String begin = "<!-- %s -->".formatted(name);
    String end = "<!-- /%s -->".formatted(name);
    int from = lines.indexOf(begin);
    int to = lines.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(
          "%s: expected a line \"%s\" and after it a line \"%s\", found them at lines %d and %d; add them where the table belongs"
              .formatted(page, begin, end, from + 1, to + 1));
    }
    List<String> between = lines.subList(from + 1, to);
    between.clear();
    between.addAll(lines(machine));
    Files.write(page, lines);
  }
}
