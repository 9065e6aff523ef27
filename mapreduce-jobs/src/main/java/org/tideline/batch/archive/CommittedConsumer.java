package org.tideline.batch.archive;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How the batch layer reads the log: what is committed, from where it says and nowhere else. */
public final class CommittedConsumer {
  /**
   * A consumer asks for more than it needs, and the broker holds that request back at the log's
   * end. Until it is answered the consumer can neither ask for another partition nor close.
   */
  private static final int WAIT_AT_END_MS = 20;

  private CommittedConsumer() {}

  /**
   * A consumer that is assigned nothing yet; the caller closes it.
   *
   * @param more settings beside those that all have
   */
  public static Consumer<byte[], byte[]> open(String bootstrapServers, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_AT_END_MS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
