package org.tideline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.tideline.cli.platform.DataFolder;
import org.tideline.cli.platform.PlatformState;
import org.tideline.cli.platform.SiteFiles;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * What a command works on: the platform of a data folder, or a cluster named by its configuration.
 */
final class Site {
  private final Path data;
  private final Optional<Path> conf;
  private final Map<String, String> settings;

  /**
   * @param conf the cluster's configuration folder; null where none was named
   * @param settings given with {@code -D}
   */
  Site(Path data, Path conf, Map<String, String> settings) {
    this.data = data;
    this.conf = Optional.ofNullable(conf);
    this.settings = Map.copyOf(settings);
  }

  /**
   * The data folder, for commands that only work on one.
   *
   * @throws IllegalArgumentException if a cluster is named
   */
  DataFolder folder() {
    if (conf.isPresent()) {
      throw new IllegalArgumentException(
          "--conf %s: expected none for a command that works on a data folder; leave it out, or name the folder with --data"
              .formatted(conf.get()));
    }
    return new DataFolder(data);
  }

  /** What was given with {@code -D}. */
  Map<String, String> settings() {
    for (String key : settings.keySet()) {
      if (!key.startsWith(TidelineConfiguration.PREFIX)) {
        throw new IllegalArgumentException(
            "-D%s: expected a setting whose name begins with %s; settings of Hadoop and HBase belong in the files that --conf names"
                .formatted(key, TidelineConfiguration.PREFIX));
      }
    }
    return settings;
  }

  /**
   * Checks what was given with {@code -D} before anything is started.
   *
   * @throws IllegalArgumentException if a setting is unknown or not legal
   */
  void requireLegalSettings() {
    Configuration typed = new Configuration(false);
    settings().forEach((key, value) -> typed.set(key, value, "-D"));
    TidelineConfiguration.load(typed);
  }

  /**
   * What a client needs: Hadoop's and HBase's defaults, the site's files, and over them the
   * settings of this command, all checked.
   *
   * @throws NoPlatformException if no platform is up on the data folder
   * @throws IllegalArgumentException if a setting is unknown or not legal
   */
  TidelineConfiguration configuration() throws IOException {
    Configuration configuration = SiteFiles.load(conf.isPresent() ? conf.get() : platform());
    settings().forEach((key, value) -> configuration.set(key, value, "-D"));
    return TidelineConfiguration.load(configuration);
  }

  /** The configuration folder of the platform that is up. */
  private Path platform() throws IOException {
    DataFolder folder = new DataFolder(data);
    PlatformState state = folder.state();
    if (state == PlatformState.DOWN) {
      throw new NoPlatformException(
          "no platform is up at %s: start it with `bin/tideline up%s`"
              .formatted(data, data.equals(Main.DEFAULT_DATA) ? "" : " --data " + data));
    }
    if (state == PlatformState.CHANGING) {
      throw new NoPlatformException(
          "the platform at %s is starting or stopping: wait until it says ready".formatted(data));
    }
    CommandLog.ofCommands(folder.logs());
    return folder.configuration();
  }
}
