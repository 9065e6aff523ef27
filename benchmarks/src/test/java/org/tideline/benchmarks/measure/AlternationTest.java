package org.tideline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternationTest {
  @Test
  void takesTurnsAndLeavesTheWarmUpsOut() throws Exception {
    List<String> order = new ArrayList<>();
    Map<String, Alternation.Side> sides = new LinkedHashMap<>();
    for (String side : List.of("b", "a")) {
      sides.put(
          side,
          round -> {
            order.add(side + round);
            return round;
          });
    }
    Map<String, Samples> measured =
        new Alternation(1, 2).run(sides, Unit.SECONDS, new PrintWriter(Writer.nullWriter()));
    assertThat(order).containsExactly("b0", "a0", "b1", "a1", "b2", "a2");
    assertThat(measured.get("a").values()).containsExactly(1.0, 2.0);
  }
}
