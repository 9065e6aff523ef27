package org.tideline.speed.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HBase for one task: asynchronous, and patient. Every call is repeated until it succeeds, with a
 * back-off; that it waits is logged once, and once that it need not any more. Repeating is safe,
 * since every cell bears an explicit timestamp. Only a call that HBase would refuse again is not
 * repeated: the task has to end.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  /** Work of an administrator, such as making a table; may be repeated. */
  @FunctionalInterface
  public interface Administration {
    void apply(Admin admin) throws IOException;
  }

  private final Configuration configuration;
  private final Patience patience;
  private final CompletableFuture<AsyncConnection> connection;
  private final ExecutorService administrator;

  /** Makes the rows of writes of many: neither the caller nor who reads answers waits for it. */
  private final ExecutorService encoder;

  private Store(String task, StoreSettings settings) {
    this.configuration = settings.configuration();
    this.patience = new Patience(task, LOG::warn);
    this.administrator = Executors.newSingleThreadExecutor(work -> daemon(work, task + "-tables"));
    this.encoder = Executors.newFixedThreadPool(2, work -> daemon(work, task + "-rows"));
    this.connection =
        patience.persist(
            "to connect", () -> ConnectionFactory.createAsyncConnection(configuration));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to connect, and returns at once. */
  public static Store open(String task, StoreSettings settings) {
    return new Store(task, settings);
  }

  /** Writes all of {@code puts}, in any order; complete when all are acknowledged. */
  public CompletableFuture<Void> put(TableName table, List<Put> puts) {
    List<CompletableFuture<Void>> requests = new ArrayList<>();
    for (List<Put> request : Requests.ofPuts(puts)) {
      requests.add(call("to write to " + table, asked -> asked.getTable(table).putAll(request)));
    }
    return CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new));
  }

  /**
   * Writes a row for each of {@code values}, in any order; complete when all are acknowledged. Rows
   * are made only when their request is sent, and few requests are under way at a time: a hundred
   * thousand rows would otherwise wait in memory for the last of them.
   */
  public <T> CompletableFuture<Void> put(
      TableName table, List<T> values, Function<T, Put> row, Haste haste) {
    return inRequests(values, haste, request -> put(table, request.stream().map(row).toList()));
  }

  /** Deletes cells of a row for each of {@code values}, in the same way. */
  public <T> CompletableFuture<Void> delete(
      TableName table, List<T> values, Function<T, Delete> row, Haste haste) {
    return inRequests(
        values,
        haste,
        request ->
            call(
                "to delete in " + table,
                // The client takes what succeeded out of the list.
                asked ->
                    Patience.orDropped(
                        asked
                            .getTable(table)
                            .deleteAll(request.stream().map(row).collect(Collectors.toList())))));
  }

  private <T> CompletableFuture<Void> inRequests(
      List<T> values, Haste haste, Function<List<T>, CompletableFuture<Void>> send) {
    Iterator<List<T>> requests = Requests.ofRows(values, haste.maxRows()).iterator();
    long calmUntil = System.nanoTime() + haste.calmNanos();
    return CompletableFuture.allOf(
        Stream.generate(
                () ->
                    CompletableFuture.completedFuture(null)
                        .thenComposeAsync(begun -> sendNext(requests, send, calmUntil), encoder))
            .limit(haste.underWay())
            .toArray(CompletableFuture[]::new));
  }

  private <T> CompletableFuture<Void> sendNext(
      Iterator<List<T>> requests, Function<List<T>, CompletableFuture<Void>> send, long calmUntil) {
    List<T> request;
    synchronized (requests) {
      if (!requests.hasNext()) {
        return CompletableFuture.completedFuture(null);
      }
      request = requests.next();
    }
    long began = System.nanoTime();
    return send.apply(request)
        .thenComposeAsync(
            done -> sendNext(requests, send, calmUntil), task -> follow(task, began, calmUntil));
  }

  private void follow(Runnable task, long began, long calmUntil) {
    long now = System.nanoTime();
    if (now < calmUntil) {
      CompletableFuture.delayedExecutor(now - began, TimeUnit.NANOSECONDS, encoder).execute(task);
    } else {
      encoder.execute(task);
    }
  }

  /** Writes one row; complete when it is acknowledged. */
  public CompletableFuture<Void> put(TableName table, Put put) {
    return call("to write to " + table, asked -> asked.getTable(table).put(put));
  }

  /** Reads one row. */
  public CompletableFuture<Result> get(TableName table, Get get) {
    return call("to read " + table, asked -> asked.getTable(table).get(get));
  }

  /** Reads rows; the answers are in the order of {@code gets}. */
  public CompletableFuture<List<Result>> get(TableName table, List<Get> gets) {
    List<CompletableFuture<List<Result>>> requests = new ArrayList<>();
    for (List<Get> request : Requests.ofGets(gets)) {
      requests.add(call("to read " + table, asked -> asked.getTable(table).getAll(request)));
    }
    return CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> requests.stream().map(CompletableFuture::join).flatMap(List::stream).toList());
  }

  /** Does {@code work} on a thread of its own. */
  public CompletableFuture<Void> administer(String purpose, Administration work) {
    return patience.persist(
        purpose,
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  try (Connection asked = ConnectionFactory.createConnection(configuration);
                      Admin admin = asked.getAdmin()) {
                    work.apply(admin);
                    return null;
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                administrator));
  }

  private <T> CompletableFuture<T> call(
      String purpose, Function<AsyncConnection, CompletableFuture<T>> request) {
    return connection.thenCompose(asked -> patience.persist(purpose, () -> request.apply(asked)));
  }

  /**
   * Makes sure that no call is lost; to be asked now and then.
   *
   * @throws RefusedException if HBase refused one for good
   */
  public void requireNotRefused() {
    patience.requireNotRefused();
  }

  @Override
  public void close() {
    patience.end();
    administrator.shutdownNow();
    encoder.shutdownNow();
    connection.thenAccept(
        asked -> {
          try {
            asked.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
