package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandEdgesTest {
  @TempDir Path folder;

  private final StringWriter errors = new StringWriter();
  private final CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));

  @Test
  void refusesAnIdBeforeItDeletesAnother() {
    assertThat(line.execute("delete", "a", "b\u0001", "--data", folder.toString()))
        .isEqualTo(Main.BAD_USAGE);
    assertThat(errors.toString())
        .startsWith(
            "tideline: document id \"b?\": expected no control characters, found U+0001 at index 1");
  }

  @Test
  void namesALinkThatLeadsNowhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
    assertThat(line.execute("ingest", link.toString(), "--data", folder.toString()))
        .isEqualTo(Main.FAILED);
    assertThat(errors.toString().strip())
        .isEqualTo(
            "tideline: %s: expected a file or directory, found nothing there, or a link that leads nowhere"
                .formatted(link));
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThat(
            new FailureReport()
                .handleExecutionException(new AccessDeniedException("/x/y"), line, null))
        .isEqualTo(Main.FAILED);
    assertThat(errors.toString().strip())
        .isEqualTo(
            "tideline: /x/y: expected to be let in, found access denied; look at its owner and its permissions");
  }
}
