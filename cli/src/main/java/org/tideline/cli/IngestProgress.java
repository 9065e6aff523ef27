package org.tideline.cli;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tideline.cli.ingest.Ingest;

/** A bar with the rate on a terminal, nothing elsewhere. */
final class IngestProgress implements Ingest.Progress, AutoCloseable {
  private final Optional<ProgressBar> bar;
  private long documents;

  private IngestProgress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /**
   * @param bytes in all, about; 0 where it is not known
   */
  static IngestProgress of(long bytes) {
    Console terminal = System.console();
    return new IngestProgress(
        Optional.ofNullable(terminal)
            .map(
                console ->
                    new ProgressBarBuilder()
                        .setTaskName("ingest")
                        .setInitialMax(bytes == 0 ? -1 : bytes)
                        .setUnit(" MB", 1_000_000)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .continuousUpdate()
                        .showSpeed()
                        .build()));
  }

  @Override
  public void ingested(long characters) {
    documents++;
    bar.ifPresent(
        shown -> {
          shown.stepBy(characters);
          shown.setExtraMessage(" %,d documents".formatted(documents));
        });
  }

  long documents() {
    return documents;
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
