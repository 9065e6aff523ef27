package org.tideline.schema.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.table.Schema;
import org.tideline.schema.table.SchemaCheck;
import org.tideline.schema.table.TableNames;

/**
 * What the scripts {@code create.rb}, {@code describe.rb}, {@code check.rb}, {@code serving.rb} and
 * {@code word.rb} call, each one connection and one answer in lines. The configuration is that of
 * the shell, on its class path.
 */
public final class ShellCommands {
  private ShellCommands() {}

  /** What is asked of an open connection. */
  @FunctionalInterface
  private interface Question {
    List<String> ask(Connection connection, Admin admin, TableNames names) throws IOException;
  }

  private static List<String> ask(String namespace, Question question) throws IOException {
    try (Connection connection = ConnectionFactory.createConnection(HBaseConfiguration.create());
        Admin admin = connection.getAdmin()) {
      return question.ask(connection, admin, new TableNames(namespace));
    }
  }

  /**
   * Makes the namespace and the tables of an epoch where they are missing.
   *
   * @param splits first ids of all regions of the table of documents but the first, separated by
   *     commas; empty for one region
   */
  public static List<String> create(String namespace, int epoch, String splits) throws IOException {
    return ask(
        namespace,
        (connection, admin, names) -> {
          List<TableName> before =
              Arrays.asList(admin.listNamespaces()).contains(namespace)
                  ? new SchemaCheck(admin, names).tables()
                  : List.of();
          Schema schema = new Schema(admin, names);
          schema.createBase();
          schema.createDocuments(epoch, splits(splits));
          schema.createEpoch(epoch);
          return new SchemaCheck(admin, names)
              .tables().stream()
                  .map(table -> table + (before.contains(table) ? "  was there" : "  created"))
                  .toList();
        });
  }

  static byte[][] splits(String separated) {
    return Arrays.stream(separated.split(","))
        .map(String::strip)
        .filter(split -> !split.isEmpty())
        .map(split -> split.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /** What differs from the tables that this release makes; nothing if all is well. */
  public static List<String> check(String namespace, int epoch) throws IOException {
    return ask(
        namespace,
        (connection, admin, names) ->
            Arrays.asList(admin.listNamespaces()).contains(namespace)
                ? new SchemaCheck(admin, names).differences(epoch)
                : List.of(
                    "namespace %s: expected it, found none; create.rb makes it"
                        .formatted(namespace)));
  }

  /** Every table with its regions, and every family with what was set. */
  public static List<String> describe(String namespace) throws IOException {
    return ask(
        namespace,
        (connection, admin, names) -> {
          List<String> lines = new ArrayList<>();
          for (TableName table : new SchemaCheck(admin, names).tables()) {
            lines.add("%s  %d regions".formatted(table, admin.getRegions(table).size()));
            for (ColumnFamilyDescriptor family : admin.getDescriptor(table).getColumnFamilies()) {
              lines.add("  " + family.toStringCustomizedValues());
            }
          }
          return lines;
        });
  }

  /** The row that readers read. */
  public static List<String> serving(String namespace) throws IOException {
    return ask(namespace, (connection, admin, names) -> serving(serving(connection, names)));
  }

  private static Serving serving(Connection connection, TableNames names) throws IOException {
    try (Table generations = connection.getTable(names.generations())) {
      return new GenerationStore(generations)
          .serving()
          .orElseThrow(
              () ->
                  new IOException(
                      "table %s: expected the serving row, found none; the first start of the topology or the first batch run makes it"
                          .formatted(names.generations())));
    }
  }

  static List<String> serving(Serving serving) {
    return List.of(
        "generation  %d (%s), kept %s"
            .formatted(
                serving.generation(),
                serving.verdict().name().toLowerCase(Locale.ROOT),
                serving.kept()),
        "cut         %s, positions %s"
            .formatted(time(serving.cut().ingestTime()), serving.cut().positions()),
        "epoch       %d".formatted(serving.epoch()),
        "floor       %s".formatted(time(serving.floor())),
        "revision    %d".formatted(serving.revision()));
  }

  private static String time(long millis) {
    return millis == 0 ? "none" : Instant.ofEpochMilli(millis).toString();
  }

  /** What both layers have of a term, cell by cell, and the sum that a reader gives. */
  public static List<String> word(String namespace, String term) throws IOException {
    return ask(
        namespace,
        (connection, admin, names) ->
            new WordCells(connection, names, serving(connection, names))
                .lines(
                    new SchemaCheck(admin, names).tables(), term.getBytes(StandardCharsets.UTF_8)));
  }
}
