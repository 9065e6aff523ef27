package org.tideline.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tideline.cli.demo.Speeches;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.count.WordTotals;
import org.tideline.views.document.Document;

/** What both layers do with every text: divide it into terms, and count them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class WordsMicro {
  /** Every so many of the speeches is a text, so that all their languages are in. */
  private static final int STEP = 10;

  private TermAnalyzer analyzer;
  private WordTotals totals;
  private List<String> texts;
  private int next;

  /** Shown beside the texts per second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counters {
    public long words;
  }

  /** Reads the texts from the file that the property {@code speeches} names. */
  @Setup
  public void read() throws IOException {
    List<Document> speeches = Speeches.read(Path.of(System.getProperty("speeches")));
    texts =
        IntStream.range(0, speeches.size() / STEP)
            .mapToObj(i -> speeches.get(i * STEP).text())
            .toList();
    analyzer = TermAnalyzer.named("standard");
    totals = new WordTotals(analyzer);
  }

  /** Closes the analyzer. */
  @TearDown
  public void close() {
    analyzer.close();
  }

  /** One text divided. */
  @Benchmark
  public void divide(Counters counters, Blackhole seen) {
    analyzer.forEachTerm(
        text(),
        (term, length, position) -> {
          counters.words++;
          seen.consume(length);
        });
  }

  /** One text divided and counted; totals are read and begun again after the last one. */
  @Benchmark
  public void count(Counters counters, Blackhole seen) {
    if (next == 0) {
      totals.drain(
          (term, occurrences, documents) -> {
            counters.words += occurrences;
            seen.consume(term);
          });
      totals.clear();
    }
    totals.add(text());
  }

  private String text() {
    String text = texts.get(next);
    next = (next + 1) % texts.size();
    return text;
  }
}
