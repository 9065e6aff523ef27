package org.tideline.schema.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.views.time.Cut;

class GenerationStoreTest {
  private static final Serving BEFORE =
      Serving.empty(new Epoch(3, "tideline", "id", Map.of(0, 5L), 0, Map.of()));
  private static final Serving AFTER = publishing(20_000);

  private static Serving publishing(long ingestTime) {
    Cut cut = new Cut(ingestTime, Map.of(0, 30L));
    return BEFORE.publishing(new Manifest(1, cut, 3, 0, 1, RunKind.FULL), Verdict.UNPROVEN);
  }

  /** Holds the serving row alone; as many answers to its changes are lost as it is told. */
  private static final class ServingRow {
    private Serving row;
    private int lostAnswers;

    ServingRow(Serving row, int lostAnswers) {
      this.row = row;
      this.lostAnswers = lostAnswers;
    }

    Table table() {
      return (Table)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Table.class},
              (table, method, arguments) ->
                  switch (method.getName()) {
                    case "get" -> Result.create(new Cell[] {cell()});
                    case "checkAndMutate" -> change((CheckAndMutate) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private Cell cell() {
      Put put = new Put(GenerationStore.servingGet().getRow());
      put.addColumn(GenerationStore.FAMILY, Bytes.toBytes("json"), 1, MetadataJson.encode(row));
      return put.getFamilyCellMap().get(GenerationStore.FAMILY).get(0);
    }

    private CheckAndMutateResult change(CheckAndMutate asked) {
      boolean met = Bytes.equals(asked.getValue(), MetadataJson.encode(row));
      if (met) {
        Cell cell = ((Put) asked.getAction()).getFamilyCellMap().get(asked.getFamily()).get(0);
        row = MetadataJson.decode(CellUtil.cloneValue(cell), Serving.class, "row");
      }
      return lostAnswers-- > 0 ? change(asked) : new CheckAndMutateResult(met, null);
    }
  }

  private static boolean replace(ServingRow row) throws Exception {
    return new GenerationStore(row.table()).replaceServing(Optional.of(BEFORE), AFTER);
  }

  @Test
  void replacesTheServingRowThatItExpects() throws Exception {
    ServingRow row = new ServingRow(BEFORE, 0);
    assertThat(replace(row)).isTrue();
    assertThat(row.row).isEqualTo(AFTER);
  }

  @Test
  void knowsItsOwnServingRowWhereTheAnswerWasLost() throws Exception {
    assertThat(replace(new ServingRow(BEFORE, 1))).isTrue();
  }

  @Test
  void keepsTheServingRowOfAnother() throws Exception {
    Serving other = publishing(30_000);
    ServingRow row = new ServingRow(other, 0);
    assertThat(replace(row)).isFalse();
    assertThat(row.row).isEqualTo(other);
  }
}
