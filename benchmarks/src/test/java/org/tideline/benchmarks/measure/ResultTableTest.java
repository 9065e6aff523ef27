package org.tideline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
  private static final Machine MACHINE =
      new Machine(LocalDate.of(2026, 11, 23), 2, "VM 17 on Linux", 2048);
  private static final ResultTable TABLE =
      new ResultTable(
          "words",
          "1 MB",
          List.of("side", "median", "rounds", ""),
          List.of(
              ResultTable.row("ours", new Samples(List.of(1.0, 3.0, 2.0)), Unit.SECONDS, "met")));

  @TempDir private Path folder;

  @Test
  void replacesOnlyWhatIsBetweenItsMarks() throws IOException {
    Path page = folder.resolve("page.md");
    Files.write(page, List.of("before", "<!-- words -->", "old", "<!-- /words -->", "after"));
    TABLE.writeTo(page, MACHINE);
    TABLE.writeTo(page, MACHINE);
    assertThat(page)
        .hasContent(
            """
            before
            <!-- words -->
            1 MB; 2026-11-23, 2 cores, VM 17 on Linux, 2,048 MB heap

            | side | median | rounds |  |
            |---|---|---|---|
            | ours | 2.0 s | 1.0 3.0 2.0 | met |
            <!-- /words -->
            after
            """);
  }

  @Test
  void namesTheMarksThatAreMissing() throws IOException {
    Path page = folder.resolve("page.md");
    Files.write(page, List.of("text", "<!-- words -->"));
    assertThatThrownBy(() -> TABLE.writeTo(page, MACHINE))
        .isInstanceOf(IOException.class)
        .hasMessage(
            page
                + ": expected a line \"<!-- words -->\" and after it a line \"<!-- /words -->\", found them at lines 2 and 0; add them where the table belongs");
  }
}
