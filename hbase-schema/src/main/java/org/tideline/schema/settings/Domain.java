package org.tideline.schema.settings;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The values a setting may take, and how they are written.
 *
 * @param unit what a number means, empty where the value is none
 * @param expected the legal values, after "expected"
 * @param example how a value may be written, as the rest of the sentence, or empty
 * @param reader reads the value of a key; throws IllegalArgumentException if it cannot
 */
record Domain<T>(
    String unit,
    String expected,
    String example,
    Reader<T> reader,
    Predicate<T> allowed,
    Function<T, String> format) {

  private record Unit(String suffix, long size) {}

  private static final List<Unit> TIME_UNITS =
      List.of(
          new Unit("d", TimeUnit.DAYS.toMillis(1)),
          new Unit("h", TimeUnit.HOURS.toMillis(1)),
          new Unit("m", TimeUnit.MINUTES.toMillis(1)),
          new Unit("s", TimeUnit.SECONDS.toMillis(1)),
          new Unit("ms", 1));

  private static final List<Unit> SIZE_UNITS =
      List.of(
          new Unit("g", 1L << 30),
          new Unit("m", 1L << 20),
          new Unit("k", 1L << 10),
          new Unit("", 1));

  /** Reads a value in Hadoop's way. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Configuration configuration, String key);
  }

  /** Times in milliseconds, both bounds included; units as Hadoop reads them. */
  static Domain<Long> times(long min, long max) {
    return new Domain<>(
        "milliseconds",
        "a time from %s to %s".formatted(written(min, TIME_UNITS), written(max, TIME_UNITS)),
        ", such as 500ms, 10s or 24h; a plain number is milliseconds",
        (configuration, key) -> configuration.getTimeDuration(key, 0, TimeUnit.MILLISECONDS),
        value -> min <= value && value <= max,
        value -> written(value, TIME_UNITS));
  }

  /** Sizes in bytes, both bounds included; binary prefixes as Hadoop reads them. */
  static Domain<Long> sizes(long min, long max) {
    return new Domain<>(
        "bytes",
        "a size from %s to %s".formatted(written(min, SIZE_UNITS), written(max, SIZE_UNITS)),
        ", such as 64k, 16m or 1g; a plain number is bytes",
        (configuration, key) -> configuration.getLongBytes(key, 0),
        value -> min <= value && value <= max,
        value -> written(value, SIZE_UNITS));
  }

  /** Whole numbers of {@code unit}, both bounds included. */
  static Domain<Integer> counts(String unit, int min, int max) {
    return new Domain<>(
        unit,
        "a whole number from %d to %d".formatted(min, max),
        "",
        (configuration, key) -> configuration.getInt(key, 0),
        value -> min <= value && value <= max,
        value -> Integer.toString(value));
  }

  /** Numbers with a fraction, both bounds included. */
  static Domain<Float> numbers(int min, int max) {
    return new Domain<>(
        "",
        "a number from %d to %d".formatted(min, max),
        ", such as 0.9",
        (configuration, key) -> Float.parseFloat(configuration.getTrimmed(key)),
        value -> min <= value && value <= max,
        value -> Float.toString(value));
  }

  /** Words that satisfy a rule, which {@code expected} states. */
  static Domain<String> words(String expected, Predicate<String> rule) {
    return new Domain<>(
        "", expected, "", Configuration::getTrimmed, rule, UnaryOperator.identity());
  }

  /** Absolute paths, with or without a file system. */
  static Domain<Path> paths() {
    return new Domain<>(
        "",
        "an absolute path, with or without a file system",
        ", such as /tideline or hdfs://namenode:8020/tideline",
        (configuration, key) -> new Path(configuration.getTrimmed(key)),
        Path::isUriPathAbsolute,
        Path::toString);
  }

  /** {@code value} in the greatest unit that keeps it whole. */
  private static String written(long value, List<Unit> units) {
    return units.stream()
        .filter(unit -> value != 0 && Math.floorMod(value, unit.size()) == 0)
        .findFirst()
        .map(unit -> value / unit.size() + unit.suffix())
        .orElse("0");
  }
}
