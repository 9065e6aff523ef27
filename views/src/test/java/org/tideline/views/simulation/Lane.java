package org.tideline.views.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.simulation.SimulatedSpout.Tuple;
import org.tideline.views.view.Views;

/**
 * All that works on one partition: a spout, a bolt, those they replaced and who do not know it yet,
 * and what is on its way between them and to the tables.
 */
final class Lane {
  private final int partition;
  private final Random random;
  private final Weather weather;
  private final SimulatedLog log;
  private final SimulatedTables tables;
  private final TermAnalyzer analyzer;
  private final Views views;
  private final Set<Happening> happenings;

  private final List<Tuple> tuples = new ArrayList<>();
  private final List<LongConsumer> replies = new ArrayList<>();
  private final List<BooleanSupplier> lateWrites = new ArrayList<>();
  private final List<SimulatedSpout> oldSpouts = new ArrayList<>();
  private final List<SimulatedBolt> oldBolts = new ArrayList<>();
  private SimulatedSpout spout;
  private SimulatedBolt bolt;

  Lane(
      int partition,
      Random random,
      Weather weather,
      SimulatedLog log,
      SimulatedTables tables,
      TermAnalyzer analyzer,
      Views views,
      Set<Happening> happenings) {
    this.partition = partition;
    this.random = random;
    this.weather = weather;
    this.log = log;
    this.tables = tables;
    this.analyzer = analyzer;
    this.views = views;
    this.happenings = happenings;
    this.spout = newSpout();
    this.bolt = newBolt();
  }

  private SimulatedSpout newSpout() {
    return new SimulatedSpout(partition, random, log, tables, tuples::add);
  }

  private SimulatedBolt newBolt() {
    SimulatedBolt.Replies answers =
        new SimulatedBolt.Replies() {
          @Override
          public void ack(Tuple tuple) {
            replies.add(now -> tuple.spout().acked(tuple.message()));
          }

          @Override
          public void fail(Tuple tuple) {
            replies.add(now -> tuple.spout().failed(tuple.message(), now));
          }
        };
    return new SimulatedBolt(
        partition,
        log.start(partition),
        random,
        weather,
        analyzer,
        views,
        tables,
        answers,
        () -> happenings.add(Happening.LIVE_BESIDE_SETTLE));
  }

  /** Lets one thing happen. */
  void step(long now) {
    if (random.nextInt(1000) < weather.faults()) {
      fail(now);
      return;
    }
    switch (random.nextInt(12)) {
      case 0, 1 -> spout.nextTuple(now);
      case 2, 3 -> deliver();
      case 4 -> reply(now);
      case 5 -> stepOld(now);
      case 6 -> writeLate();
      default -> bolt.step(now);
    }
  }

  private void fail(long now) {
    switch (random.nextInt(8)) {
      case 0, 1 -> replaceBolt();
      case 2 -> replaceSpout();
      case 3 -> drawTuple();
      case 4 -> repeatTuple();
      case 5 -> spout.timeOut(now);
      case 6 -> bolt.writeOne(now).ifPresent(lateWrites::add);
      default -> failRarely(now);
    }
  }

  private void failRarely(long now) {
    if (random.nextBoolean()) {
      spout.troubled(now);
    } else if (!replies.isEmpty()) {
      replies.remove(random.nextInt(replies.size()));
    }
  }

  private void replaceBolt() {
    if (bolt.midSegment()) {
      happenings.add(Happening.RESTART_MID_SEGMENT);
    }
    if (random.nextBoolean()) {
      oldBolts.add(bolt);
    } else {
      bury(bolt);
    }
    bolt = newBolt();
  }

  private void bury(SimulatedBolt dead) {
    for (BooleanSupplier write : dead.underWay()) {
      if (random.nextBoolean()) {
        lateWrites.add(() -> noteStale(write.getAsBoolean()));
      }
    }
  }

  private boolean noteStale(boolean newest) {
    if (!newest) {
      happenings.add(Happening.STALE_WRITER);
    }
    return newest;
  }

  private void replaceSpout() {
    if (random.nextBoolean()) {
      oldSpouts.add(spout);
    }
    spout = newSpout();
  }

  /** Those on their way arrive mostly in order. */
  private List<Tuple> drawTuple() {
    if (tuples.isEmpty()) {
      return List.of();
    }
    boolean inOrder = random.nextInt(20) > 0 || weather.faults() == 0;
    return List.of(tuples.remove(inOrder ? 0 : random.nextInt(tuples.size())));
  }

  private void repeatTuple() {
    if (!tuples.isEmpty()) {
      tuples.add(tuples.get(random.nextInt(tuples.size())));
    }
  }

  private void deliver() {
    SimulatedBolt receiver =
        !oldBolts.isEmpty() && random.nextInt(10) == 0
            ? oldBolts.get(random.nextInt(oldBolts.size()))
            : bolt;
    drawTuple().forEach(receiver::deliver);
  }

  private void reply(long now) {
    if (!replies.isEmpty()) {
      replies.remove(0).accept(now);
    }
  }

  private void stepOld(long now) {
    if (!oldBolts.isEmpty()) {
      SimulatedBolt old = oldBolts.get(random.nextInt(oldBolts.size()));
      old.step(now);
      if (random.nextInt(20) == 0) {
        oldBolts.remove(old);
        bury(old);
      }
    }
    if (!oldSpouts.isEmpty()) {
      SimulatedSpout old = oldSpouts.get(random.nextInt(oldSpouts.size()));
      old.nextTuple(now);
      if (random.nextInt(10) == 0) {
        oldSpouts.remove(old);
      }
    }
  }

  private void writeLate() {
    if (!lateWrites.isEmpty() && random.nextInt(3) == 0) {
      lateWrites.remove(random.nextInt(lateWrites.size())).getAsBoolean();
    }
  }

  /** Those that were replaced end. */
  void heal() {
    oldBolts.forEach(this::bury);
    oldBolts.clear();
    oldSpouts.clear();
  }

  /** Does all that is to be done now; what is on its way arrives. */
  void settle(long now) {
    for (int tuplesEach = random.nextInt(4); tuplesEach >= 0; tuplesEach--) {
      spout.nextTuple(now);
    }
    while (!tuples.isEmpty()) {
      drawTuple().forEach(bolt::deliver);
    }
    bolt.settle(now);
    while (!replies.isEmpty()) {
      reply(now);
    }
    writeLate();
  }

  /** A new spout and a new bolt go through the log once more, from {@code checkpoint}. */
  void replayFrom(Checkpoint checkpoint) {
    spout = newSpout();
    bolt = newBolt();
    spout.load(checkpoint);
  }

  /** Writes of the dead arrive when all others are long done. */
  void writeAllLate() {
    Collections.shuffle(lateWrites, random);
    lateWrites.forEach(BooleanSupplier::getAsBoolean);
    lateWrites.clear();
  }

  /** Whether everything in the log is readable, and the spout knows it. */
  boolean done() {
    long readable = tables.frontier(partition).map(Frontier::position).orElse(log.start(partition));
    return readable == log.end(partition) && spout.done();
  }

  @Override
  public String toString() {
    return "%s; frontier %s, log [%d, %d)"
        .formatted(spout, tables.frontier(partition), log.start(partition), log.end(partition));
  }
}
