package org.tideline.schema.settings;

import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * One setting. Its default is in {@code tideline-default.xml} and nowhere else; one whose default
 * there is empty must be set by the user before a program that needs it can start.
 */
public final class Setting<T> {
  /** Whether a value may change while the realtime tables live. */
  enum Life {
    /** Free to change; running programs take it up when they start again. */
    PROGRAM,
    /** Part of an epoch: realtime cells are named or computed by it. */
    EPOCH
  }

  private final String key;
  private final Life life;
  private final Domain<T> domain;

  Setting(String key, Life life, Domain<T> domain) {
    this.key = key;
    this.life = life;
    this.domain = domain;
  }

  /** Its name in a configuration, such as {@code tideline.bucket.size}. */
  public String key() {
    return key;
  }

  @Override
  public String toString() {
    return key;
  }

  Life life() {
    return life;
  }

  /** What a number means, or empty. */
  String unit() {
    return domain.unit();
  }

  /** The legal values, with their bounds. */
  String expected() {
    return domain.expected();
  }

  /** Whether the configuration holds a value that is not empty. */
  boolean isSet(Configuration configuration) {
    return configuration.get(key) != null && !configuration.getTrimmed(key).isEmpty();
  }

  /**
   * The value in a configuration that holds the defaults too.
   *
   * @throws SettingException if there is none or it is not legal
   */
  T read(Configuration configuration) {
    if (!isSet(configuration)) {
      throw new SettingException(
          "setting %s is not set: expected %s%s; set it in %s or with -D%s=..."
              .formatted(
                  key,
                  domain.expected(),
                  domain.example(),
                  TidelineConfiguration.SITE_RESOURCE,
                  key));
    }
    return valid(configuration)
        .orElseThrow(
            () ->
                refused(
                    "\"%s\" (%s)".formatted(configuration.get(key), source(configuration, key)),
                    domain.expected() + domain.example()));
  }

  /**
   * The same value, if it is legal.
   *
   * @throws SettingException if it is not
   */
  T checked(T value) {
    if (!domain.allowed().test(value)) {
      throw refused(quoted(value), domain.expected() + domain.example());
    }
    return value;
  }

  /** The refusal of a value that other settings do not allow. */
  SettingException refused(T value, String expected) {
    return refused(quoted(value), expected);
  }

  /** A value as it may be written in a file; equal values are written equally. */
  String written(T value) {
    return domain.format().apply(value);
  }

  private String quoted(T value) {
    return "\"%s\"".formatted(written(value));
  }

  /** Where a configuration has the value of a key from, in Hadoop's words. */
  static String source(Configuration configuration, String key) {
    return Optional.ofNullable(configuration.getPropertySources(key))
        .flatMap(sources -> Arrays.stream(sources).reduce((first, last) -> last))
        .orElse("source unknown");
  }

  private Optional<T> valid(Configuration configuration) {
    try {
      return Optional.of(domain.reader().read(configuration, key)).filter(domain.allowed());
    } catch (IllegalArgumentException e) {
      // Hadoop's parsers name neither the setting nor its bounds; the caller does.
      return Optional.empty();
    }
  }

  private SettingException refused(String found, String expected) {
    return new SettingException("setting %s is %s: expected %s".formatted(key, found, expected));
  }
}
