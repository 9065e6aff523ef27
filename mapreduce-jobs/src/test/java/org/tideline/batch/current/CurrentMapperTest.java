package org.tideline.batch.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mrunit.mapreduce.MapDriver;
import org.apache.hadoop.mrunit.types.Pair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.batch.archive.ArchivedRecord;
import org.tideline.batch.archive.ArchivedRecordSerialization;
import org.tideline.batch.archive.Records;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.document.Change;
import org.tideline.views.document.Version;

class CurrentMapperTest {
  private static final byte[] WHALE = LogRecordCodec.key("whale");
  private static final int HOME = LogRecordCodec.partition(WHALE, 2);

  private MapDriver<NullWritable, ArchivedRecord, ImmutableBytesWritable, VersionWritable> driver;

  @BeforeEach
  void makeDriver() {
    driver = MapDriver.newMapDriver(new CurrentMapper());
    driver
        .getConfiguration()
        .setStrings(
            "io.serializations",
            driver.getConfiguration().get("io.serializations"),
            ArchivedRecordSerialization.class.getName());
    driver.getConfiguration().set("org.tideline.batch.failures", "file:/tmp");
  }

  private void give(ArchivedRecord record) {
    driver.withInput(NullWritable.get(), record);
  }

  private static ArchivedRecord record(int partition, long position, byte[] value) {
    return new ArchivedRecord(partition, position, 5, Optional.of(WHALE), Optional.of(value));
  }

  private long count(CurrentMapper.Count count) {
    return driver.getCounters().findCounter(count).getValue();
  }

  @Test
  void aPutAndADeleteAreVersionsOfTheirDocument() throws IOException {
    give(Records.put(HOME, 7, "whale", "text"));
    give(record(HOME, 8, LogRecordCodec.encode(new Change.Delete("whale", -3))));

    List<Pair<ImmutableBytesWritable, VersionWritable>> versions = driver.run();

    assertThat(versions).extracting(Pair::getFirst).containsOnly(DocumentKey.of(HOME, WHALE));
    assertThat(versions)
        .extracting(pair -> pair.getSecond().version())
        .containsExactly(new Version(7, 7), new Version(-3, 8));
    assertThat(versions)
        .extracting(pair -> pair.getSecond().deleted())
        .containsExactly(false, true);
    assertThat(count(CurrentMapper.Count.PUTS)).isEqualTo(1);
    assertThat(count(CurrentMapper.Count.DELETES)).isEqualTo(1);
    assertThat(count(CurrentMapper.Count.RECORDS)).isEqualTo(2);
  }

  @Test
  void whatIsNoDocumentIsCountedAndMakesNoVersion() throws IOException {
    give(new ArchivedRecord(0, 1, 5, Optional.empty(), Optional.of(LogRecordCodec.encodeTick())));
    give(record(HOME, 2, new byte[] {9}));
    give(Records.put(1 - HOME, 3, "whale", "in the wrong partition"));

    assertThat(driver.run()).isEmpty();
    assertThat(count(CurrentMapper.Count.TICKS)).isEqualTo(1);
    assertThat(count(CurrentMapper.Count.QUARANTINED)).isEqualTo(2);
    assertThat(count(CurrentMapper.Count.RECORDS)).isEqualTo(3);
  }
}
