package org.tideline.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;

/** The counts of some words: both layers in parallel, then their sums. */
final class WordCounts {
  private final AsyncConnection async;
  private final TableNames names;
  private final RealtimeTerms realtime;

  WordCounts(AsyncConnection async, TableNames names, RealtimeTerms realtime) {
    this.async = async;
    this.names = names;
    this.realtime = realtime;
  }

  CompletableFuture<List<CountAnswer>> of(
      Snapshot snapshot, List<String> words, List<byte[]> terms) {
    Serving serving = snapshot.serving();
    // The realtime rows first: theirs are several cells, and so they take longer.
    CompletableFuture<List<WordCount>> added = realtime.counts(snapshot, terms);
    CompletableFuture<List<WordCount>> sum =
        serving.generation() == 0
            ? CompletableFuture.completedFuture(zeros(terms.size()))
            : get(
                    names.words(serving.generation()),
                    terms.stream().map(BatchWordColumns::get).toList())
                .thenApply(rows -> rows.stream().map(BatchWordColumns::count).toList());
    Reading reading = Reading.of(snapshot);
    return sum.thenCombine(added, (batch, delta) -> answers(words, terms, batch, delta, reading));
  }

  private static List<CountAnswer> answers(
      List<String> words,
      List<byte[]> terms,
      List<WordCount> batch,
      List<WordCount> realtime,
      Reading reading) {
    List<CountAnswer> answers = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      String term = new String(terms.get(i), StandardCharsets.UTF_8);
      MergedCount count = new MergedCount(batch.get(i), realtime.get(i));
      answers.add(new CountAnswer(words.get(i), term, count, reading));
    }
    return answers;
  }

  private static List<WordCount> zeros(int size) {
    return Collections.nCopies(size, WordCount.ZERO);
  }

  private CompletableFuture<List<Result>> get(TableName table, List<Get> gets) {
    // One Get takes a shorter way through the client than a batch of one.
    return gets.size() == 1
        ? async.getTable(table).get(gets.get(0)).thenApply(List::of)
        : async.getTable(table).getAll(gets);
  }
}
