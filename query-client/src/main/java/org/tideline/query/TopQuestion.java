package org.tideline.query;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.ranking.TopTerms;

/** Asks for the most frequent words: reads what {@link TopTerms} wants, some rows at once. */
final class TopQuestion implements AutoCloseable {
  private static final int MIN_ROWS_AT_ONCE = 32;
  private static final int MAX_ROWS_AT_ONCE = 5_000;

  private final AsyncConnection async;
  private final TableNames names;
  private final RealtimeTotalsSource realtime;

  TopQuestion(AsyncConnection async, TableNames names, RealtimeTotalsSource realtime) {
    this.async = async;
    this.names = names;
    this.realtime = realtime;
  }

  @Override
  public void close() {
    realtime.close();
  }

  CompletableFuture<TopAnswer> answer(int n, Snapshot snapshot) {
    return realtime
        .at(snapshot)
        .thenCompose(totals -> new Reader(n, new TopTerms(n, totals), snapshot).answer());
  }

  private final class Reader {
    private final TopTerms top;
    private final Snapshot snapshot;
    private final int atOnce;
    private int rankingRows;
    private int countRows;

    Reader(int n, TopTerms top, Snapshot snapshot) {
      this.top = top;
      this.snapshot = snapshot;
      // A few more: words that became rarer make room for those that follow.
      this.atOnce = Math.min(MAX_ROWS_AT_ONCE, Math.max(MIN_ROWS_AT_ONCE, n + n / 4));
    }

    CompletableFuture<TopAnswer> answer() {
      if (snapshot.serving().generation() == 0) {
        top.end();
      }
      return read(RankingRow.scan());
    }

    private CompletableFuture<TopAnswer> read(Scan scan) {
      if (!top.wantsRow()) {
        return lookUp();
      }
      return async
          .getTable(names.ranking(snapshot.serving().generation()))
          .scanAll(scan.setLimit(atOnce).setCaching(atOnce))
          .thenCompose(
              rows -> {
                rows.forEach(row -> take(row.rawCells()[0]));
                if (rows.size() < atOnce) {
                  top.end();
                  return lookUp();
                }
                return read(RankingRow.scanAfter(rows.get(rows.size() - 1).rawCells()[0]));
              });
    }

    private void take(Cell cell) {
      rankingRows++;
      top.row(new BytesRef(RankingRow.term(cell)), RankingRow.count(cell));
    }

    private CompletableFuture<TopAnswer> lookUp() {
      List<BytesRef> wanted = top.wanted(atOnce);
      if (wanted.isEmpty()) {
        return CompletableFuture.completedFuture(whole());
      }
      countRows += wanted.size();
      return async
          .getTable(names.words(snapshot.serving().generation()))
          .getAll(wanted.stream().map(term -> BatchWordColumns.get(bytes(term))).toList())
          .thenCompose(
              rows -> {
                for (int i = 0; i < rows.size(); i++) {
                  Result row = rows.get(i);
                  top.found(wanted.get(i), BatchWordColumns.count(row));
                }
                return lookUp();
              });
    }

    private TopAnswer whole() {
      List<TopAnswer.Word> words =
          top.answer().stream()
              .map(word -> new TopAnswer.Word(word.term().utf8ToString(), word.count()))
              .toList();
      return new TopAnswer(words, rankingRows, countRows, Reading.of(snapshot));
    }
  }

  private static byte[] bytes(BytesRef term) {
    return BytesRef.deepCopyOf(term).bytes;
  }
}
