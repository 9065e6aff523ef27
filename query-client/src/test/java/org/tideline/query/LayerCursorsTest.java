package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.time.Cut;

class LayerCursorsTest {
  private final List<String> open = new ArrayList<>();

  private interface Answer {
    Object of(String method, Object[] arguments) throws Throwable;
  }

  private static <T> T answering(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.of(method.getName(), arguments)));
  }

  /** One whose tables are empty, but for those that cannot be scanned or read. */
  private Connection connection() {
    return answering(
        Connection.class, (method, arguments) -> table(((TableName) arguments[0]).toString()));
  }

  private Table table(String name) {
    open.add(name);
    return answering(
        Table.class,
        (method, arguments) -> {
          if (method.equals("close")) {
            return open.remove(name);
          }
          if (name.equals("gone")) {
            throw new TableNotFoundException(name);
          }
          return scanner(name);
        });
  }

  private ResultScanner scanner(String name) {
    open.add(name + " scanned");
    return answering(
        ResultScanner.class,
        (method, arguments) -> {
          if (method.equals("close")) {
            open.remove(name + " scanned");
          } else if (name.equals("unreadable")) {
            throw new IOException(name);
          }
          return null;
        });
  }

  private LayerCursors<String> opened(String... periods) throws IOException {
    TreeMap<Long, TableName> realtime = new TreeMap<>();
    for (String period : periods) {
      realtime.put((long) realtime.size(), TableName.valueOf(period));
    }
    Cut cut = new Cut(0, Map.of(0, 0L));
    Snapshot snapshot =
        new Snapshot(
            new Serving(1, 0, cut, 1, List.of(0), 0, Verdict.UNPROVEN),
            new Epoch(1, "log", "topic-id", Map.of(0, 0L), 0, Map.of()),
            Map.of(),
            Map.of(),
            Map.of(),
            realtime,
            0);
    Optional<LayerCursors.Batch> batch =
        Optional.of(new LayerCursors.Batch(TableName.valueOf("batch"), new Scan(), Result::getRow));
    return LayerCursors.open(
        connection(),
        batch,
        snapshot,
        new Scan(),
        Map.of(0L, new TreeMap<>(), 1L, new TreeMap<>()));
  }

  @Test
  void nothingStaysOpenWhereATableCannotBeScanned() {
    assertThatThrownBy(() -> opened("first", "gone")).isInstanceOf(TableNotFoundException.class);
    assertThat(open).isEmpty();
  }

  @Test
  void nothingStaysOpenWhereATableCannotBeRead() {
    assertThatThrownBy(() -> opened("first", "unreadable")).hasMessage("unreadable");
    assertThat(open).isEmpty();
  }

  @Test
  void allIsClosedAtTheEnd() throws IOException {
    LayerCursors<String> cursors = opened("first", "second");
    assertThat(open).hasSize(6);
    cursors.close();
    assertThat(open).isEmpty();
  }
}
