package org.tideline.schema.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class TidelineConfigurationTest {
  @Test
  void readsDefaults() {
    Configuration base = new Configuration(false);
    base.set(Settings.LOG_BOOTSTRAP_SERVERS.key(), "localhost:9092");
    TidelineConfiguration configuration = TidelineConfiguration.load(base);

    assertThat(EpochSettings.from(configuration))
        .isEqualTo(new EpochSettings("standard", 10_000, 20_000, 2, 86_400_000));
    assertThat(LogSettings.from(configuration))
        .isEqualTo(new LogSettings("localhost:9092", "tideline", 2, 1));
    assertThat(SpeedSettings.from(configuration))
        .isEqualTo(new SpeedSettings(200, 16 << 20, 4 << 20, 64 << 20, 1_000, 300_000, 1, 2, 1, 1));
    assertThat(BatchSettings.from(configuration))
        .isEqualTo(
            new BatchSettings(new org.apache.hadoop.fs.Path("/tideline"), 60_000, 64 << 20, 2, 2));
    assertThat(QuerySettings.from(configuration)).isEqualTo(new QuerySettings(30_000, 200, 2_000));
    assertThat(configuration.namespace()).isEqualTo("tideline");
  }
}
