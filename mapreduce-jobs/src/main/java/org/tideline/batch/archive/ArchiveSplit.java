package org.tideline.batch.archive;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;

/** What one mapper reads of the archive: pieces of files. */
public final class ArchiveSplit extends InputSplit implements Writable {
  /** The Avro blocks of one file that begin at bytes {@code [start, start + length)}. */
  record Piece(int partition, Path file, long start, long length) {}

  private final List<Piece> pieces = new ArrayList<>();
  private String[] hosts = {};

  /** For Hadoop, which fills it by {@link #readFields}. */
  public ArchiveSplit() {}

  ArchiveSplit(List<Piece> pieces, String[] hosts) {
    this.pieces.addAll(pieces);
    this.hosts = hosts.clone();
  }

  List<Piece> pieces() {
    return pieces;
  }

  @Override
  public long getLength() {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  @Override
  public String[] getLocations() {
    return hosts.clone();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(pieces.size());
    for (Piece piece : pieces) {
      out.writeInt(piece.partition());
      out.writeUTF(piece.file().toString());
      out.writeLong(piece.start());
      out.writeLong(piece.length());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    pieces.clear();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      pieces.add(new Piece(in.readInt(), new Path(in.readUTF()), in.readLong(), in.readLong()));
    }
  }

  @Override
  public String toString() {
    return pieces.toString();
  }
}
