package org.tideline.speed.store;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;

/**
 * What a task on any worker needs to reach HBase: every setting that does not come from a file of
 * defaults, which the workers have too.
 */
public record StoreSettings(Map<String, String> entries) implements Serializable {
  /** After it one attempt has failed; the store then says that it waits, and tries again. */
  private static final int ATTEMPT_MILLIS = 20_000;

  public StoreSettings {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** Those of {@code configuration}. */
  public static StoreSettings from(Configuration configuration) {
    Map<String, String> entries = new TreeMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      if (!isDefault(configuration, entry.getKey())) {
        entries.put(entry.getKey(), configuration.get(entry.getKey()));
      }
    }
    return new StoreSettings(entries);
  }

  private static boolean isDefault(Configuration configuration, String key) {
    return Optional.ofNullable(configuration.getPropertySources(key))
        .map(Arrays::asList)
        .filter(sources -> !sources.isEmpty())
        .map(sources -> sources.get(sources.size() - 1))
        .filter(source -> source.endsWith("-default.xml"))
        .isPresent();
  }

  Configuration configuration() {
    Configuration configuration = HBaseConfiguration.create();
    entries.forEach(configuration::set);
    configuration.setInt(HConstants.HBASE_CLIENT_OPERATION_TIMEOUT, ATTEMPT_MILLIS);
    configuration.setInt(HConstants.HBASE_CLIENT_META_OPERATION_TIMEOUT, ATTEMPT_MILLIS);
    return configuration;
  }
}
