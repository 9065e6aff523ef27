package org.tideline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon, as it is started.
 *
 * @param conf the folder of its configuration, first on its class path
 * @param port what it listens on when it is up
 */
record Daemon(
    String name,
    ClassPath classPath,
    Path conf,
    int heapMegabytes,
    List<String> flags,
    String mainClass,
    List<String> arguments,
    Port port) {

  /** Starts it; what it says goes to {@code log}. */
  StartedProcess start(Path log) throws IOException {
    List<String> words = new ArrayList<>(Java.command(heapMegabytes));
    words.addAll(flags);
    words.add(mainClass);
    words.addAll(arguments);
    if (Files.isExecutable(SETSID)) {
      // What ends the shell or the build that it was started from is not meant for it.
      words.add(0, SETSID.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // In the environment, so that a list of processes can be read.
    builder.environment().put("CLASSPATH", conf + ":" + classPath.jars());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    return StartedProcess.of(process.toHandle());
  }

  private static final Path SETSID = Path.of("/usr/bin/setsid");
}
