package org.tideline.schema.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;

/** Compares the tables that there are with those that this release makes. */
public final class SchemaCheck {
  /** Attributes of a family that decide what is kept and what is read. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "VERSIONS",
          "MIN_VERSIONS",
          ColumnFamilyDescriptorBuilder.TTL,
          ColumnFamilyDescriptorBuilder.KEEP_DELETED_CELLS,
          ColumnFamilyDescriptorBuilder.BLOOMFILTER,
          ColumnFamilyDescriptorBuilder.DATA_BLOCK_ENCODING,
          ColumnFamilyDescriptorBuilder.COMPRESSION,
          ColumnFamilyDescriptorBuilder.IN_MEMORY_COMPACTION);

  private final Admin admin;
  private final TableNames names;

  /** Works through {@code admin}, which stays the caller's. */
  public SchemaCheck(Admin admin, TableNames names) {
    this.admin = admin;
    this.names = names;
  }

  /** What differs, a line each, in the tables that outlive an epoch, of one, and of generations. */
  public List<String> differences(int epoch) throws IOException {
    List<String> differences = new ArrayList<>();
    Schema schema =
        new Schema(
            admin, names, (expected, splits) -> differences.addAll(compare(expected, admin)));
    schema.makeBase();
    schema.createEpoch(epoch);
    for (TableName table : tables()) {
      formatFault(table).ifPresent(differences::add);
    }
    return differences;
  }

  /** All tables of the namespace, in the order of their names. */
  public List<TableName> tables() throws IOException {
    return Arrays.stream(admin.listTableNamesByNamespace(names.namespace()))
        .sorted(Comparator.comparing(TableName::getNameAsString))
        .toList();
  }

  private Optional<String> formatFault(TableName table) throws IOException {
    for (BatchTable batch : BatchTable.values()) {
      if (table.getQualifierAsString().matches(batch.key() + "_g\\d+")) {
        try {
          Schema.requireFormat(batch, admin.getDescriptor(table));
        } catch (CorruptDataException e) {
          return Optional.of(e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> compare(TableDescriptor expected, Admin admin) throws IOException {
    TableName name = expected.getTableName();
    if (!admin.tableExists(name)) {
      return List.of("table %s: expected it, found none; create.rb makes it".formatted(name));
    }
    return compare(expected, admin.getDescriptor(name));
  }

  static List<String> compare(TableDescriptor expected, TableDescriptor found) {
    List<String> differences = new ArrayList<>();
    for (ColumnFamilyDescriptor family : expected.getColumnFamilies()) {
      String where =
          "table %s, family %s".formatted(found.getTableName(), family.getNameAsString());
      if (found.hasColumnFamily(family.getName())) {
        ColumnFamilyDescriptor present = found.getColumnFamily(family.getName());
        for (String attribute : ATTRIBUTES) {
          String wanted = value(family, attribute);
          String has = value(present, attribute);
          if (!wanted.equals(has)) {
            differences.add(
                "%s: expected %s %s, found %s; alter '%s', {NAME => '%s', %s => '%s'}"
                    .formatted(
                        where,
                        attribute,
                        wanted,
                        has,
                        found.getTableName(),
                        family.getNameAsString(),
                        attribute,
                        wanted));
          }
        }
      } else {
        differences.add("%s: expected it, found none; alter adds it".formatted(where));
      }
    }
    return differences;
  }

  private static String value(ColumnFamilyDescriptor family, String attribute) {
    return Optional.ofNullable(family.getValue(Bytes.toBytes(attribute)))
        .map(Bytes::toString)
        .orElse("NONE");
  }
}
