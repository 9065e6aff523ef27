package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;
import org.junit.jupiter.api.Test;

class StepToolTest {
  private static String errors(int exitCode, String... arguments) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(ToolRunner.run(new Configuration(), new WordsTool(), arguments))
          .isEqualTo(exitCode);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void saysHowItIsCalled() throws Exception {
    assertThat(errors(2, "--generation", "three"))
        .isEqualTo(
            "words: expected a number after --generation, found \"three\"\nusage: words --generation N");
    assertThat(errors(2, "3"))
        .isEqualTo("words: expected --generation N, found 3\nusage: words --generation N");
    assertThat(errors(2, "--generation", "3", "--publish-anyway"))
        .isEqualTo(
            "words: expected --publish-anyway and --why TEXT together, found --publish-anyway\nusage: words --generation N");
    assertThat(errors(2, "--generation", "3", "--why", "so"))
        .isEqualTo(
            "words: expected --publish-anyway and --why TEXT together, found --why\nusage: words --generation N");
  }

  @Test
  void namesASettingThatIsWrong() throws Exception {
    assertThat(errors(2, "-Dtideline.words.buffr=1g", "--generation", "3"))
        .contains("tideline.words.buffr")
        .contains("did you mean tideline.words.buffer?");
  }
}
