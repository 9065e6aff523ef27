package org.tideline.speed.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;

/** How many rows go in one call: enough to make the call cheap, not so many that others wait. */
final class Requests {
  static final int MAX_GETS = 1_000;
  static final int MAX_PUTS = 4_000;
  static final long MAX_PUT_BYTES = 2L << 20;

  private Requests() {}

  /**
   * Values of small rows, which are not made yet.
   *
   * @param maxRows of a request
   */
  static <T> List<List<T>> ofRows(List<T> values, int maxRows) {
    List<List<T>> requests = new ArrayList<>();
    for (int from = 0; from < values.size(); from += maxRows) {
      requests.add(values.subList(from, Math.min(from + maxRows, values.size())));
    }
    return requests;
  }

  static List<List<Get>> ofGets(List<Get> gets) {
    List<List<Get>> requests = new ArrayList<>();
    for (int from = 0; from < gets.size(); from += MAX_GETS) {
      requests.add(gets.subList(from, Math.min(from + MAX_GETS, gets.size())));
    }
    return requests;
  }

  static List<List<Put>> ofPuts(List<Put> puts) {
    List<List<Put>> requests = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < puts.size(); i++) {
      long size = puts.get(i).heapSize();
      if (i > from && (i - from == MAX_PUTS || bytes + size > MAX_PUT_BYTES)) {
        requests.add(puts.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < puts.size()) {
      requests.add(puts.subList(from, puts.size()));
    }
    return requests;
  }
}
