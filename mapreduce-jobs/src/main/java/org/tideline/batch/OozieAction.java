package org.tideline.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The action of an Oozie workflow that a program runs as. Its launcher says so by system
 * properties; what the action gives to later ones goes into a file that it names. A failure is
 * thrown, not an exit code, so that the workflow knows its message.
 */
final class OozieAction {
  private static final String ID = "oozie.action.id";
  private static final String OUTPUT = "oozie.action.output.properties";

  private final Path output;

  private OozieAction(Path output) {
    this.output = output;
  }

  /** That of this process, if it is one. */
  static Optional<OozieAction> current() {
    return Optional.ofNullable(System.getProperty(ID))
        .map(id -> new OozieAction(Path.of(System.getProperty(OUTPUT))));
  }

  /** Leaves what later actions need: {@code wf:actionData(NAME)[KEY]} in their workflow. */
  void done(Map<String, String> told) throws IOException {
    Properties properties = new Properties();
    properties.putAll(told);
    try (OutputStream out = Files.newOutputStream(output)) {
      properties.store(out, null);
    }
  }
}
