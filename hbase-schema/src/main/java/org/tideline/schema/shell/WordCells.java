package org.tideline.schema.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.schema.word.RealtimeWordCell;

/**
 * The cells of one term, read as the reader reads them: how far rows have everything, then live
 * blocks, then rows.
 */
final class WordCells {
  private final Connection connection;
  private final TableNames names;
  private final Serving serving;

  WordCells(Connection connection, TableNames names, Serving serving) {
    this.connection = connection;
    this.names = names;
    this.serving = serving;
  }

  /**
   * Them and their sum.
   *
   * @param tables all that there are
   */
  List<String> lines(List<TableName> tables, byte[] term) throws IOException {
    List<TableName> periods =
        tables.stream()
            .filter(table -> names.periodStart(serving.epoch(), table).isPresent())
            .toList();
    WordLines lines = new WordLines();
    Map<Integer, Long> unsettled = unsettled();
    for (TableName period : periods) {
      try (Table table = connection.getTable(period)) {
        for (Map.Entry<Integer, Long> from : unsettled.entrySet()) {
          addBlocks(lines, table, term, from.getKey(), from.getValue());
        }
      }
    }
    for (TableName period : periods) {
      try (Table table = connection.getTable(period)) {
        lines.row(table.get(RealtimeWordCell.get(term, serving.cut())));
      }
    }
    return lines.of(serving.generation(), batch(term));
  }

  private static void addBlocks(
      WordLines lines, Table table, byte[] term, int partition, long fromStamp) throws IOException {
    Get get = LiveRow.get(LiveRow.WORDS, LiveRow.shard(term), partition, fromStamp);
    Result row = table.get(get);
    for (Cell block : row.isEmpty() ? new Cell[0] : row.rawCells()) {
      LiveWordsBlock.find(block, partition, term).ifPresent(lines::block);
    }
  }

  /** Per partition that is readable further than its rows have everything, from which stamp on. */
  private Map<Integer, Long> unsettled() throws IOException {
    Map<Integer, Long> fromStamps = new TreeMap<>();
    List<Result> rows = new ArrayList<>();
    try (Table progress = connection.getTable(names.progress());
        ResultScanner scanner = progress.getScanner(ProgressRow.scan(serving.epoch()))) {
      scanner.forEach(rows::add);
    }
    for (Result row : rows) {
      ProgressRow.frontier(row)
          .flatMap(
              frontier ->
                  ProgressRow.settled(row)
                      .filter(settled -> settled.position() < frontier.position()))
          .ifPresent(
              settled ->
                  fromStamps.put(
                      ProgressRow.partition(row),
                      Math.max(settled.stamp(), serving.cut().stamp())));
    }
    return fromStamps;
  }

  private Result batch(byte[] term) throws IOException {
    if (serving.generation() == 0) {
      return Result.EMPTY_RESULT;
    }
    try (Table words = connection.getTable(names.words(serving.generation()))) {
      return words.get(BatchWordColumns.get(term));
    }
  }
}
