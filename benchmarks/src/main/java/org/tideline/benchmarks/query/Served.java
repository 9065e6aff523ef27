package org.tideline.benchmarks.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.batch.BatchRun;
import org.tideline.batch.StepListener;
import org.tideline.benchmarks.corpus.Corpus;
import org.tideline.benchmarks.stage.Stage;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.settings.Settings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.TableNames;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;

/** A Tideline whose batch layer serves what was in the log. */
record Served(TidelineConfiguration configuration, Epoch epoch, Manifest manifest) {

  /** Puts {@code documents} into the log and runs the batch layer. */
  static Served by(Stage stage, List<Document> documents) throws IOException, InterruptedException {
    // No speed layer is there to be waited for.
    TidelineConfiguration configuration =
        stage.configuration("tideline", Map.of(Settings.CERTIFY_TIMEOUT.key(), "1ms"));
    Epoch epoch = stage.open(configuration);
    stage.fill(documents, configuration);
    try (BatchRun run = BatchRun.open(configuration, new StepListener() {})) {
      Manifest manifest = run.run();
      stage.say("generation %d serves", manifest.generation());
      return new Served(configuration, epoch, manifest);
    }
  }

  /** The speed layer from those positions on. */
  RealtimeHour hour(Map<Integer, Long> from) {
    return new RealtimeHour(configuration, epoch.number(), from);
  }

  /** The table of the words that serve. */
  TableName words() {
    return new TableNames(configuration.namespace()).words(manifest.generation());
  }

  /** The words that serve. */
  Map<String, WordCount> vocabulary(Stage stage) throws IOException {
    Map<String, WordCount> vocabulary = new HashMap<>();
    try (Table batch = stage.connection().getTable(words());
        ResultScanner rows = batch.getScanner(BatchWordColumns.scan())) {
      for (Result row : rows) {
        vocabulary.put(Bytes.toString(row.getRow()), BatchWordColumns.count(row));
      }
    }
    return vocabulary;
  }

  /** All speeches once more, under ids that are new. */
  static List<Document> again(Corpus corpus) {
    List<Document> again = new ArrayList<>();
    for (Document document : corpus.speeches()) {
      again.add(
          new Document(
              document.id() + "/again",
              document.eventTime(),
              document.attributes(),
              document.text()));
    }
    return again;
  }
}
