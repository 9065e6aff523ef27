package org.tideline.batch.archive;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.io.serializer.Deserializer;
import org.apache.hadoop.io.serializer.Serialization;
import org.apache.hadoop.io.serializer.Serializer;

/** MRUnit copies what it gives to a mapper; records that cannot change need no copy. */
public final class ArchivedRecordSerialization implements Serialization<ArchivedRecord> {
  private static ArchivedRecord passed;

  @Override
  public boolean accept(Class<?> type) {
    return type == ArchivedRecord.class;
  }

  @Override
  public Serializer<ArchivedRecord> getSerializer(Class<ArchivedRecord> type) {
    return new Serializer<>() {
      @Override
      public void open(OutputStream out) {}

      @Override
      public void serialize(ArchivedRecord record) {
        passed = record;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Deserializer<ArchivedRecord> getDeserializer(Class<ArchivedRecord> type) {
    return new Deserializer<>() {
      @Override
      public void open(InputStream in) {}

      @Override
      public ArchivedRecord deserialize(ArchivedRecord reused) {
        return passed;
      }

      @Override
      public void close() {}
    };
  }
}
