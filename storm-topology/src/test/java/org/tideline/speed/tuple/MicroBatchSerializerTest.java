package org.tideline.speed.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.storm.serialization.KryoValuesDeserializer;
import org.apache.storm.serialization.KryoValuesSerializer;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.speed.DocumentTopology;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.Tally;
import org.tideline.views.reference.RandomChanges;
import org.tideline.views.time.Bucket;
import org.tideline.views.window.EventClock;

/** With the configuration of the topology, in which Java's own serialisation is off. */
class MicroBatchSerializerTest {
  private final Map<String, Object> storm = new HashMap<>();

  MicroBatchSerializerTest() {
    storm.putAll(Utils.readDefaultConfig());
    storm.putAll(
        DocumentTopology.stormConfiguration(TidelineConfiguration.load(new Configuration(false))));
  }

  private MicroBatch there(MicroBatch batch) throws IOException {
    byte[] bytes = new KryoValuesSerializer(storm).serialize(BatchTuple.values(batch));
    List<Object> values = new KryoValuesDeserializer(storm).deserialize(bytes);
    assertThat(values.get(0)).isEqualTo(batch.partition());
    return (MicroBatch) values.get(1);
  }

  @Test
  void carriesEveryKindOfRecord() throws IOException {
    List<LogRecord> records = new ArrayList<>();
    records.add(
        new LogRecord(
            1L << 40,
            1_700_000_000_000L,
            Optional.of(12),
            new Change.Put(
                new Document("ïd", -5, Map.of("a", "b", "ç", ""), "text \uD83D\uDC33"))));
    records.add(
        new LogRecord((1L << 40) + 7, 1_600_000_000_000L, new Change.Delete("d", Long.MIN_VALUE)));
    records.add(new LogRecord((1L << 40) + 8, 0, Optional.of(0), new Change.Tick()));
    records.add(new LogRecord((1L << 40) + 9, 3, new Change.Quarantined("", "no value")));
    Checkpoint init =
        new Checkpoint(
            1L << 40,
            new Bucket(10_000, 9),
            17_000,
            Optional.of(11),
            new Tally(3, 1L << 33, 5, 1L << 34),
            new EventClock(-7, 8, 1L << 35));
    MicroBatch batch = new MicroBatch(7, 1L << 40, 1L << 41, records, Optional.of(init));

    assertThat(there(batch)).isEqualTo(batch);
  }

  @Test
  void carriesAnEmptyBatch() throws IOException {
    MicroBatch batch = new MicroBatch(0, 5, 5, List.of(), Optional.empty());
    assertThat(there(batch)).isEqualTo(batch);
  }

  @Test
  void carriesAGreatText() throws IOException {
    Document document = new Document("d", 1, Map.of(), "whale ".repeat(1 << 20));
    LogRecord record = new LogRecord(0, 1, new Change.Put(document));
    MicroBatch batch = new MicroBatch(0, 0, 1, List.of(record), Optional.empty());
    assertThat(there(batch)).isEqualTo(batch);
  }

  @Test
  void carriesRandomRecordsInLittleMoreThanTheirTexts() throws IOException {
    RandomChanges changes = new RandomChanges(1, "d", "w");
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      records.add(new LogRecord(2L * i, 1_700_000_000_000L + i, Optional.of(1), changes.next()));
    }
    MicroBatch batch = new MicroBatch(0, 0, 2_000, records, Optional.empty());
    assertThat(there(batch)).isEqualTo(batch);

    byte[] bytes = new KryoValuesSerializer(storm).serialize(BatchTuple.values(batch));
    assertThat(bytes.length).isLessThan(50 * records.size());
  }

  @Test
  void refusesAKindThatItDoesNotKnow() {
    MicroBatch batch =
        new MicroBatch(0, 0, 1, List.of(new LogRecord(0, 1, new Change.Tick())), Optional.empty());
    Output out = new Output(64);
    MicroBatchSerializer serializer = new MicroBatchSerializer();
    serializer.write(null, out, batch);
    byte[] bytes = out.toBytes();
    bytes[bytes.length - 1] = 9;

    assertThatThrownBy(() -> serializer.read(null, new Input(bytes), MicroBatch.class))
        .hasMessage(
            "tuple: expected kind of change 1 to 4, found 9; do all workers run one release?");
  }
}
