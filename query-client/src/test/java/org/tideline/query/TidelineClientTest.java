package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.tideline.schema.settings.SettingException;
import org.tideline.schema.settings.TidelineConfiguration;

class TidelineClientTest {
  @Test
  void refusesToReadForLongerThanLiveBlocksAreKept() {
    Configuration hadoop = new Configuration(false);
    hadoop.set("tideline.query.timeout", "2m");
    TidelineConfiguration configuration = TidelineConfiguration.load(hadoop);
    // Before it connects.
    assertThatThrownBy(() -> TidelineClient.open(configuration))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "setting tideline.live.grace is \"1m\": expected more than tideline.query.timeout, tideline.query.staleness and tideline.query.refresh together, which are ");
  }
}
