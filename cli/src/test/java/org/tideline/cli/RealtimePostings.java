package org.tideline.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.views.posting.MergedPostings;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.time.Cut;

/** All postings that the realtime views of the first epoch have, since its start. */
final class RealtimePostings {
  private static final int EPOCH = 1;

  private RealtimePostings() {}

  static SortedMap<String, List<Posting>> of(TidelineConfiguration configuration)
      throws IOException {
    TableNames names = new TableNames(configuration.namespace());
    SortedMap<String, List<PostingEntry>> entries = new TreeMap<>();
    try (Connection connection = ConnectionFactory.createConnection(configuration.hadoop());
        Admin admin = connection.getAdmin()) {
      for (TableName name : admin.listTableNamesByNamespace(names.namespace())) {
        if (names.periodStart(EPOCH, name).isPresent()) {
          read(connection, name, entries);
        }
      }
    }
    SortedMap<String, List<Posting>> postings = new TreeMap<>();
    entries.forEach(
        (word, found) -> {
          List<Posting> merged = new ArrayList<>();
          MergedPostings.of(Collections.emptyIterator(), found).forEachRemaining(merged::add);
          postings.put(word, merged);
        });
    postings.values().removeIf(List::isEmpty);
    return postings;
  }

  private static void read(
      Connection connection, TableName name, Map<String, List<PostingEntry>> entries)
      throws IOException {
    try (Table table = connection.getTable(name);
        ResultScanner rows =
            table.getScanner(RealtimePostingsCell.scan(new Cut(0, Map.of(0, 0L))))) {
      for (Result row : rows) {
        entries
            .computeIfAbsent(Bytes.toString(row.getRow()), word -> new ArrayList<>())
            .addAll(RealtimePostingsCell.entries(row));
      }
    }
    try (Table table = connection.getTable(name);
        ResultScanner rows = table.getScanner(LiveRow.scan(LiveRow.POSTINGS, 0))) {
      for (Result row : rows) {
        for (Cell block : row.rawCells()) {
          LivePostingsBlock.forEach(
              block,
              (term, found) ->
                  found.decode(
                      entries.computeIfAbsent(Bytes.toString(term), word -> new ArrayList<>())));
        }
      }
    }
  }
}
