package org.tideline.schema.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static ColumnFamilyDescriptorBuilder documents() {
    return ColumnFamilyDescriptorBuilder.newBuilder(Bytes.toBytes("d"))
        .setMaxVersions(Integer.MAX_VALUE);
  }

  private static TableDescriptor table(ColumnFamilyDescriptorBuilder family) {
    return TableDescriptorBuilder.newBuilder(TableName.valueOf("tideline", "documents_e1"))
        .setColumnFamily(family.build())
        .build();
  }

  @Test
  void sameTablesDoNotDiffer() {
    assertThat(SchemaCheck.compare(table(documents()), table(documents()))).isEmpty();
  }

  @Test
  void namesWhatWouldLoseVersions() {
    assertThat(
            SchemaCheck.compare(
                table(documents()), table(documents().setMaxVersions(3).setTimeToLive(86_400))))
        .containsExactly(
            "table tideline:documents_e1, family d: expected VERSIONS 2147483647, found 3; alter 'tideline:documents_e1', {NAME => 'd', VERSIONS => '2147483647'}",
            "table tideline:documents_e1, family d: expected TTL 2147483647, found 86400; alter 'tideline:documents_e1', {NAME => 'd', TTL => '2147483647'}");
  }

  @Test
  void namesAFamilyThatIsMissing() {
    assertThat(
            SchemaCheck.compare(
                table(documents()),
                table(ColumnFamilyDescriptorBuilder.newBuilder(Bytes.toBytes("x")))))
        .containsExactly(
            "table tideline:documents_e1, family d: expected it, found none; alter adds it");
  }
}
