package org.tideline.speed.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  @Test
  void carriesWhatIsNotADefault() {
    Configuration configuration = HBaseConfiguration.create();
    configuration.set("hbase.zookeeper.quorum", "zoo");
    assertThat(configuration.get("hbase.client.pause")).isNotNull();

    StoreSettings settings = StoreSettings.from(configuration);
    assertThat(settings.entries())
        .containsEntry("hbase.zookeeper.quorum", "zoo")
        .doesNotContainKey("hbase.client.pause")
        .hasSizeLessThan(20);
    assertThat(settings.configuration().get("hbase.zookeeper.quorum")).isEqualTo("zoo");
    assertThat(settings.configuration().get("hbase.client.pause"))
        .isEqualTo(configuration.get("hbase.client.pause"));
  }
}
