package org.tideline.benchmarks.measure;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a run ran on. */
public record Machine(LocalDate day, int cores, String runtime, long heapMegabytes) {

  /** This one, today. */
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        runtime.availableProcessors(),
        "%s %s on %s"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name")),
        runtime.maxMemory() >> 20);
  }

  @Override
  public String toString() {
    return "%s, %d cores, %s, %,d MB heap".formatted(day, cores, runtime, heapMegabytes);
  }
}
