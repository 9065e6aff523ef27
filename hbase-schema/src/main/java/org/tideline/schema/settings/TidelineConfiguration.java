package org.tideline.schema.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.hadoop.conf.Configuration;

/**
 * A Hadoop configuration with every setting of Tideline, checked. A value is taken from the first
 * of these that has it: the configuration given ({@code -D}, a job's own file, {@code -conf}),
 * {@code tideline-site.xml} and {@code tideline-default.xml} on the class path.
 */
public final class TidelineConfiguration {
  /** What every setting begins with. */
  public static final String PREFIX = "tideline.";

  /** The user's settings, on the class path. */
  public static final String SITE_RESOURCE = "tideline-site.xml";

  static final String DEFAULT_RESOURCE = "tideline-default.xml";

  private final Configuration configuration;

  private TidelineConfiguration(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Completes a copy of {@code base} and checks every key that begins with {@code tideline.}.
   * Loading what was loaded before changes nothing, so tasks may load their job's configuration.
   *
   * @throws SettingException if settings are unknown or have values that are not legal, naming all
   *     of them, one per line
   */
  public static TidelineConfiguration load(Configuration base) {
    Configuration defaults = new Configuration(false);
    defaults.setClassLoader(base.getClassLoader());
    defaults.addResource(DEFAULT_RESOURCE);
    Configuration files = new Configuration(defaults);
    files.addResource(SITE_RESOURCE);

    List<String> faults = new ArrayList<>();
    Configuration complete = new Configuration(base);
    for (String key : new TreeMap<>(entries(files)).keySet()) {
      if (!key.startsWith(PREFIX)) {
        faults.add(
            "setting %s in %s does not begin with %s: settings of Hadoop and HBase belong in core-site.xml or hbase-site.xml"
                .formatted(key, Setting.source(files, key), PREFIX));
      } else if (base.getRaw(key) == null) {
        // Not added as resources of their own: those added last win, also over a job's file.
        complete.set(key, files.getRaw(key), Setting.source(files, key));
      }
    }
    faults.addAll(faults(complete, defaults));
    if (!faults.isEmpty()) {
      throw new SettingException(String.join("\n", faults));
    }
    return new TidelineConfiguration(complete);
  }

  /** All of it as Hadoop's own type, for jobs and connections; to be read only. */
  public Configuration hadoop() {
    return configuration;
  }

  /** The HBase namespace of all tables. */
  public String namespace() {
    return value(Settings.HBASE_NAMESPACE);
  }

  <T> T value(Setting<T> setting) {
    return setting.read(configuration);
  }

  /** The value of a setting that may be left out. */
  <T> Optional<T> optional(Setting<T> setting) {
    return setting.isSet(configuration)
        ? Optional.of(setting.read(configuration))
        : Optional.empty();
  }

  private static List<String> faults(Configuration complete, Configuration defaults) {
    List<String> faults = new ArrayList<>();
    for (String key : new TreeMap<>(entries(complete)).keySet()) {
      if (key.startsWith(PREFIX)) {
        Settings.ALL.stream()
            .filter(setting -> setting.key().equals(key))
            .findFirst()
            .ifPresentOrElse(
                setting -> {
                  try {
                    // One without a default may be missing until a program reads it.
                    if (setting.isSet(complete) || setting.isSet(defaults)) {
                      setting.read(complete);
                    }
                  } catch (SettingException e) {
                    faults.add(e.getMessage());
                  }
                },
                () ->
                    faults.add(
                        "setting %s (%s) is unknown; did you mean %s?"
                            .formatted(key, Setting.source(complete, key), nearest(key))));
      }
    }
    return faults;
  }

  private static String nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Settings.ALL.stream()
        .map(Setting::key)
        .min(Comparator.comparingInt(known -> distance.apply(key, known)))
        .orElseThrow();
  }

  private static Map<String, String> entries(Configuration configuration) {
    Map<String, String> entries = new TreeMap<>();
    configuration.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }
}
