package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompletionCommandTest {
  @TempDir Path folder;

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
    assertThat(line.execute("completion", shell)).isEqualTo(Main.DONE);
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void namesEveryCommandAndItsOptions(String shell) {
    assertNamed(script(shell), Main.commandLine(), "_picocli_tideline");
  }

  private static void assertNamed(String script, CommandLine command, String function) {
    assertThat(script).contains("function " + function + "() {");
    command
        .getCommandSpec()
        .options()
        .forEach(option -> assertThat(script).contains(option.longestName()));
    command
        .getSubcommands()
        .forEach((name, below) -> assertNamed(script, below, function + "_" + name));
  }

  /** As bash itself asks: the words typed, and what it may put in the place of the last. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com=completion",
        "export w=wordcount",
        "completion =bash,zsh",
        "ingest --rej=--rejected"
      })
  void completesInBash(String asked) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion"), script("bash"));
    String typed = asked.substring(0, asked.indexOf('='));
    String offered = asked.substring(asked.indexOf('=') + 1);
    // The shell divides the line; a space at the end begins an empty word.
    String words = typed.endsWith(" ") ? typed + "''" : typed;
    String program =
        """
        . %s
        COMP_WORDS=(tideline %s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_tideline
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, words);
    Process bash =
        new ProcessBuilder("bash", "-c", program)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = bash.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.lines()).containsExactlyInAnyOrderElementsOf(List.of(offered.split(",")));
    }
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void asksForAShell() {
    StringWriter errors = new StringWriter();
    CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
    assertThat(line.execute("completion", "fish")).isEqualTo(Main.BAD_USAGE);
    assertThat(errors.toString())
        .isEqualTo(
            """
            tideline: Unmatched argument at index 1: 'fish'
            Did you mean: completion zsh or completion bash?
            try `tideline completion --help`
            """);
    assertThat(line.execute("completion")).isEqualTo(Main.BAD_USAGE);
  }
}
