package org.tideline.benchmarks.stage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.schema.settings.LogSettings;
import org.tideline.views.document.Document;

/**
 * Sends documents at a steady rate, each under a new id.
 *
 * @param name begins all ids; another one for every sender
 * @param perSecond documents
 * @param over asked all the time whether to end
 */
public record Sender(
    String name, LogSettings log, List<Document> documents, double perSecond, BooleanSupplier over)
    implements Callable<Double> {
  private static final int STEP_MILLIS = 10;

  /** The rate that was held, in documents per second. */
  @Override
  public Double call() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long sent = 0;
    try (DocumentProducer producer = new DocumentProducer(log.bootstrapServers(), log.topic())) {
      while (!over.getAsBoolean()) {
        for (; sent < elapsed(begin) * perSecond; sent++) {
          producer.put(document(sent));
        }
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
      producer.acknowledged();
    }
    return sent / elapsed(begin);
  }

  Document document(long number) {
    Document document = documents.get((int) (number % documents.size()));
    return new Document(
        "%s/%d".formatted(name, number),
        document.eventTime(),
        document.attributes(),
        document.text());
  }

  /** Over after that time from now on. */
  public static BooleanSupplier after(double seconds) {
    long begin = System.nanoTime();
    return () -> elapsed(begin) >= seconds;
  }

  private static double elapsed(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
