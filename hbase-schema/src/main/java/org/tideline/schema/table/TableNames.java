package org.tideline.schema.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.TableName;

/**
 * The names of all tables in one namespace.
 *
 * <pre>
 *   generations                      epochs, manifests, the serving row
 *   progress                         checkpoints and frontiers of every epoch
 *   documents_e1                     versions of documents, of epoch 1
 *   outcomes_e1                      records that changed no view, of epoch 1
 *   late_e1                          records that were late and became current, of epoch 1
 *   realtime_e1_20261123T000000Z     realtime views of epoch 1, ingest times of the period that starts then
 *   words_g1                         batch word counts of generation 1
 *   index_g1                         batch postings of generation 1
 *   ranking_g1                       the words of generation 1 by their counts
 *   timeline_g1                      the documents of generation 1 by their event times
 *   views_g1                         the views of users in generation 1
 * </pre>
 */
public record TableNames(String namespace) {
  private static final DateTimeFormatter PERIOD =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern REALTIME = Pattern.compile("realtime_e(\\d+)_(\\d{8}T\\d{6}Z)");

  public TableName generations() {
    return name("generations");
  }

  public TableName progress() {
    return name("progress");
  }

  public TableName documents(int epoch) {
    return name("documents_e" + epoch);
  }

  public TableName outcomes(int epoch) {
    return name("outcomes_e" + epoch);
  }

  public TableName late(int epoch) {
    return name("late_e" + epoch);
  }

  /**
   * The realtime views of one period.
   *
   * @param periodStart in epoch milliseconds of ingest time, a whole second
   */
  public TableName realtime(int epoch, long periodStart) {
    if (Math.floorMod(periodStart, 1000) != 0) {
      throw new IllegalArgumentException(
          "a period must start on a whole second, got %d ms".formatted(periodStart));
    }
    return name(
        "realtime_e%d_%s".formatted(epoch, PERIOD.format(Instant.ofEpochMilli(periodStart))));
  }

  /** The start of the period of a table of realtime views of {@code epoch}; of others nothing. */
  public Optional<Long> periodStart(int epoch, TableName table) {
    Matcher matcher = REALTIME.matcher(table.getQualifierAsString());
    if (!table.getNamespaceAsString().equals(namespace)
        || !matcher.matches()
        || !matcher.group(1).equals(Integer.toString(epoch))) {
      return Optional.empty();
    }
    try {
      return Optional.of(PERIOD.parse(matcher.group(2), Instant::from).toEpochMilli());
    } catch (DateTimeException e) {
      // Digits that are no time, in a name that is none of ours.
      return Optional.empty();
    }
  }

  public TableName words(int generation) {
    return batch("words", generation);
  }

  public TableName index(int generation) {
    return batch("index", generation);
  }

  public TableName ranking(int generation) {
    return batch("ranking", generation);
  }

  public TableName timeline(int generation) {
    return batch("timeline", generation);
  }

  public TableName views(int generation) {
    return batch("views", generation);
  }

  TableName batch(String key, int generation) {
    return name("%s_g%d".formatted(key, generation));
  }

  private TableName name(String qualifier) {
    return TableName.valueOf(namespace, qualifier);
  }
}
