package org.tideline.speed.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;

class LogSpoutTest {
  @Test
  void loadsAgainWhereTheLogIsAway() {
    UncheckedIOException away = new UncheckedIOException(new IOException("Kafka: timed out"));
    assertThat(LogSpout.passing(new CompletionException(away))).isSameAs(away);
  }

  @Test
  void failsWhereTheProgressIsCorrupt() {
    CorruptDataException corrupt =
        new CorruptDataException("progress row 1/0, column p:checkpoint: expected ..., found 9");
    assertThatThrownBy(() -> LogSpout.passing(new CompletionException(corrupt))).isSameAs(corrupt);
  }
}
