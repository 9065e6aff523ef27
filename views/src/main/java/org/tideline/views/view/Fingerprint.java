package org.tideline.views.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What the pairs of a view depend on, as far as it can be seen from outside: its class, the bytes
 * of the class with all that is written inside of it, its own word for the rest, and its settings.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(View<?, ?> view, Map<String, String> settings) {
    return "%s;version=%s;code=%08x;settings=%s"
        .formatted(
            view.getClass().getName(),
            view.version(),
            code(view.getClass()),
            new TreeMap<>(settings));
  }

  private static long code(Class<?> type) {
    CRC32 checksum = new CRC32();
    Arrays.stream(type.getNestMembers())
        .sorted(Comparator.comparing(Class::getName))
        .forEach(member -> checksum.update(bytes(member)));
    return checksum.getValue();
  }

  private static byte[] bytes(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        // One that was made in memory, or in a jar that does not show its classes.
        return type.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("class file %s of a view".formatted(file), e);
    }
  }
}
