package org.tideline.batch.certify;

import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.Side;

/** The values of one key on some sides, as tasks write them into their files. */
record KeyLine(String view, BytesRef key, Map<Side, long[]> values) {
  private static final String SEPARATOR = "\t";

  String written() {
    String sides =
        values.entrySet().stream()
            .map(side -> side.getKey() + "=" + numbers(side.getValue()))
            .collect(Collectors.joining(";"));
    byte[] bytes = BytesRef.deepCopyOf(key).bytes;
    return String.join(SEPARATOR, view, Base64.getEncoder().encodeToString(bytes), sides);
  }

  private static String numbers(long[] values) {
    return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  /** Whether a line is one of these, and none of {@link SumLine}. */
  static boolean isOne(String line) {
    return line.split(SEPARATOR, -1).length == 3;
  }

  static KeyLine read(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    Map<Side, long[]> values = new EnumMap<>(Side.class);
    for (String side : fields[2].split(";")) {
      int equals = side.indexOf('=');
      values.put(
          Side.valueOf(side.substring(0, equals)),
          Arrays.stream(side.substring(equals + 1).split(","))
              .mapToLong(Long::parseLong)
              .toArray());
    }
    return new KeyLine(fields[0], new BytesRef(Base64.getDecoder().decode(fields[1])), values);
  }
}
