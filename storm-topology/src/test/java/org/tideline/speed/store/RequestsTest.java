package org.tideline.speed.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static Put put(int row, int bytes) {
    return new Put(Bytes.toBytes(row)).addColumn(new byte[] {1}, new byte[0], 1, new byte[bytes]);
  }

  private static List<Put> puts(int count, int bytes) {
    return IntStream.range(0, count).mapToObj(row -> put(row, bytes)).toList();
  }

  @Test
  void asksNothingForNothing() {
    assertThat(Requests.ofPuts(List.of())).isEmpty();
    assertThat(Requests.ofGets(List.of())).isEmpty();
  }

  @Test
  void dividesByRows() {
    List<Put> puts = puts(Requests.MAX_PUTS + 1, 1);
    assertThat(Requests.ofPuts(puts)).extracting(List::size).containsExactly(Requests.MAX_PUTS, 1);
    assertThat(Requests.ofPuts(puts).stream().flatMap(List::stream)).isEqualTo(puts);
  }

  @Test
  void dividesByBytes() {
    List<List<Put>> requests = Requests.ofPuts(puts(9, (int) Requests.MAX_PUT_BYTES / 4));
    assertThat(requests).extracting(List::size).containsExactly(3, 3, 3);
  }

  @Test
  void sendsAGreatRowAlone() {
    List<Put> puts = new ArrayList<>(puts(1, 10));
    puts.add(put(1, (int) Requests.MAX_PUT_BYTES));
    puts.add(put(2, 10));
    assertThat(Requests.ofPuts(puts)).extracting(List::size).containsExactly(1, 1, 1);
  }

  @Test
  void dividesReadsInTheirOrder() {
    List<Get> gets =
        IntStream.range(0, 2 * Requests.MAX_GETS + 1)
            .mapToObj(row -> new Get(Bytes.toBytes(row)))
            .toList();
    assertThat(Requests.ofGets(gets))
        .extracting(List::size)
        .containsExactly(Requests.MAX_GETS, Requests.MAX_GETS, 1);
    assertThat(Requests.ofGets(gets).stream().flatMap(List::stream)).isEqualTo(gets);
  }

  @Test
  void dividesValuesWhoseRowsAreNotMadeYet() {
    List<Integer> values = IntStream.range(0, 2 * Requests.MAX_PUTS + 1).boxed().toList();
    assertThat(Requests.ofRows(values, Requests.MAX_PUTS))
        .extracting(List::size)
        .containsExactly(Requests.MAX_PUTS, Requests.MAX_PUTS, 1);
    assertThat(Requests.ofRows(values, Requests.MAX_PUTS).stream().flatMap(List::stream))
        .isEqualTo(values);
    assertThat(Requests.ofRows(List.of(), Requests.MAX_PUTS)).isEmpty();
  }
}
