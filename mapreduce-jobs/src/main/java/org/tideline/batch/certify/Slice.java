package org.tideline.batch.certify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.io.Writable;
import org.tideline.batch.archive.ArchiveSplit;

/** What is read of one view at a time: some rows, a file, or a piece of the archive. */
public final class Slice implements Writable {
  /** Keys of more than one range may stand in it. */
  static final int ANY_RANGE = -1;

  private String view = "";
  private String source = "";
  private int range = ANY_RANGE;
  private byte[] from = {};
  private byte[] to = {};
  private int partition;
  private Optional<ArchiveSplit> archive = Optional.empty();

  /** For Hadoop, which fills it by {@link #readFields}. */
  public Slice() {}

  private Slice(StoredView view, String source) {
    this.view = view.view().key();
    this.source = source;
  }

  /**
   * The rows {@code [from, to)}.
   *
   * @param source a name of the view's own
   * @param range the only one that its keys are in, or {@link #ANY_RANGE}
   */
  static Slice ofRows(StoredView view, String source, int range, byte[] from, byte[] to) {
    Slice slice = new Slice(view, source);
    slice.range = range;
    slice.from = from.clone();
    slice.to = to.clone();
    return slice;
  }

  static Slice ofPartition(StoredView view, String source, int partition) {
    Slice slice = new Slice(view, source);
    slice.partition = partition;
    return slice;
  }

  static Slice ofArchive(StoredView view, String source, ArchiveSplit archive) {
    Slice slice = new Slice(view, source);
    slice.archive = Optional.of(archive);
    return slice;
  }

  String view() {
    return view;
  }

  String source() {
    return source;
  }

  int range() {
    return range;
  }

  /** The first row. */
  byte[] from() {
    return from.clone();
  }

  /** The first row after it; empty where there is none. */
  byte[] to() {
    return to.clone();
  }

  int partition() {
    return partition;
  }

  ArchiveSplit archive() {
    return archive.orElseThrow();
  }

  /** In bytes. Those of the archive are known; who else has how much to read nobody says. */
  long length() {
    return archive.map(ArchiveSplit::getLength).orElse(1L);
  }

  /** The hosts that have it on their disks, if they are known. */
  String[] hosts() {
    return archive.map(ArchiveSplit::getLocations).orElseGet(() -> new String[0]);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeUTF(view);
    out.writeUTF(source);
    out.writeInt(range);
    out.writeInt(from.length);
    out.write(from);
    out.writeInt(to.length);
    out.write(to);
    out.writeInt(partition);
    out.writeBoolean(archive.isPresent());
    if (archive.isPresent()) {
      archive.get().write(out);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    view = in.readUTF();
    source = in.readUTF();
    range = in.readInt();
    from = new byte[in.readInt()];
    in.readFully(from);
    to = new byte[in.readInt()];
    in.readFully(to);
    partition = in.readInt();
    archive = Optional.empty();
    if (in.readBoolean()) {
      ArchiveSplit split = new ArchiveSplit();
      split.readFields(in);
      archive = Optional.of(split);
    }
  }

  @Override
  public String toString() {
    return "%s %s, range %d, partition %d".formatted(view, source, range, partition);
  }
}
