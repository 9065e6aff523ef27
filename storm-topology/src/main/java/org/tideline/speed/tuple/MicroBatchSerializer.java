package org.tideline.speed.tuple;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.MicroBatch;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.window.EventClock;

/**
 * A micro-batch between two workers of one topology, which run the same release: no format version,
 * nothing of it is stored. Positions and times are written as differences from the record before.
 */
public final class MicroBatchSerializer extends Serializer<MicroBatch> {
  private static final int PUT = 1;
  private static final int DELETE = 2;
  private static final int TICK = 3;
  private static final int QUARANTINED = 4;

  /** Called by Storm, by reflection. */
  public MicroBatchSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, MicroBatch batch) {
    out.writeVarInt(batch.partition(), true);
    out.writeVarLong(batch.from(), true);
    out.writeVarLong(batch.to() - batch.from(), true);
    out.writeBoolean(batch.init().isPresent());
    batch.init().ifPresent(checkpoint -> write(out, checkpoint));
    out.writeVarInt(batch.records().size(), true);
    long position = batch.from();
    long time = 0;
    for (LogRecord record : batch.records()) {
      out.writeVarLong(record.position() - position, true);
      out.writeVarLong(record.logAppendTime() - time, false);
      write(out, record.leaderEpoch());
      write(out, record.change());
      position = record.position();
      time = record.logAppendTime();
    }
  }

  @Override
  public MicroBatch read(Kryo kryo, Input in, Class<? extends MicroBatch> type) {
    int partition = in.readVarInt(true);
    long from = in.readVarLong(true);
    long to = from + in.readVarLong(true);
    Optional<Checkpoint> init =
        in.readBoolean() ? Optional.of(readCheckpoint(in)) : Optional.empty();
    int size = in.readVarInt(true);
    List<LogRecord> records = new ArrayList<>(size);
    long position = from;
    long time = 0;
    for (int i = 0; i < size; i++) {
      position += in.readVarLong(true);
      time += in.readVarLong(false);
      records.add(new LogRecord(position, time, readLeaderEpoch(in), readChange(in)));
    }
    return new MicroBatch(partition, from, to, records, init);
  }

  private static void write(Output out, Checkpoint checkpoint) {
    out.writeVarLong(checkpoint.position(), true);
    out.writeVarLong(checkpoint.bucket().start(), true);
    out.writeVarLong(checkpoint.bucket().firstPosition(), true);
    out.writeVarLong(checkpoint.maxIngestTime(), true);
    write(out, checkpoint.leaderEpoch());
    out.writeVarLong(checkpoint.tally().superseded(), true);
    out.writeVarLong(checkpoint.tally().quarantined(), true);
    out.writeVarLong(checkpoint.tally().documents(), true);
    out.writeVarLong(checkpoint.tally().occurrences(), true);
    out.writeVarLong(checkpoint.clock().watermark(), false);
    out.writeVarLong(checkpoint.clock().late(), true);
    out.writeVarLong(checkpoint.clock().ahead(), true);
  }

  private static Checkpoint readCheckpoint(Input in) {
    long position = in.readVarLong(true);
    Bucket bucket = new Bucket(in.readVarLong(true), in.readVarLong(true));
    return new Checkpoint(
        position,
        bucket,
        in.readVarLong(true),
        readLeaderEpoch(in),
        new Tally(
            in.readVarLong(true), in.readVarLong(true), in.readVarLong(true), in.readVarLong(true)),
        new EventClock(in.readVarLong(false), in.readVarLong(true), in.readVarLong(true)));
  }

  private static void write(Output out, Optional<Integer> leaderEpoch) {
    out.writeBoolean(leaderEpoch.isPresent());
    leaderEpoch.ifPresent(known -> out.writeVarInt(known, true));
  }

  private static Optional<Integer> readLeaderEpoch(Input in) {
    return in.readBoolean() ? Optional.of(in.readVarInt(true)) : Optional.empty();
  }

  private static void write(Output out, Change change) {
    if (change instanceof Change.Put put) {
      Document document = put.document();
      out.writeByte(PUT);
      out.writeString(document.id());
      out.writeVarLong(document.eventTime(), false);
      out.writeVarInt(document.attributes().size(), true);
      document
          .attributes()
          .forEach(
              (name, value) -> {
                out.writeString(name);
                out.writeString(value);
              });
      out.writeString(document.text());
    } else if (change instanceof Change.Delete delete) {
      out.writeByte(DELETE);
      out.writeString(delete.id());
      out.writeVarLong(delete.eventTime(), false);
    } else if (change instanceof Change.Tick) {
      out.writeByte(TICK);
    } else if (change instanceof Change.Quarantined quarantined) {
      out.writeByte(QUARANTINED);
      out.writeString(quarantined.key());
      out.writeString(quarantined.reason());
    }
  }

  private static Change readChange(Input in) {
    int kind = in.readByte();
    return switch (kind) {
      case PUT -> new Change.Put(readDocument(in));
      case DELETE -> new Change.Delete(in.readString(), in.readVarLong(false));
      case TICK -> new Change.Tick();
      case QUARANTINED -> new Change.Quarantined(in.readString(), in.readString());
      default ->
          throw new IllegalArgumentException(
              "tuple: expected kind of change 1 to 4, found %d; do all workers run one release?"
                  .formatted(kind));
    };
  }

  private static Document readDocument(Input in) {
    String id = in.readString();
    long eventTime = in.readVarLong(false);
    int size = in.readVarInt(true);
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      attributes.put(in.readString(), in.readString());
    }
    return new Document(id, eventTime, attributes, in.readString());
  }
}
