package org.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void leavesPlainTextAlone() {
    assertThat(OneLine.of("acme/2026-11 – Ωmega")).isEqualTo("acme/2026-11 – Ωmega");
  }

  @Test
  void escapesWhatWouldBreakALineOrATerminal() {
    assertThat(OneLine.of("a\tb\nc\u001b[31m\\")).isEqualTo("a\\u0009b\\u000ac\\u001b[31m\\\\");
  }
}
