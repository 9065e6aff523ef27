package org.tideline.batch.current;

import java.nio.ByteBuffer;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.lucene.util.BytesRef;

/**
 * The key of a document in the job's shuffle: {@code partition(4, big-endian) | id}, so that the
 * documents of a partition of the log come together, sorted by id.
 */
final class DocumentKey {
  private DocumentKey() {}

  static ImmutableBytesWritable of(int partition, byte[] id) {
    return new ImmutableBytesWritable(
        ByteBuffer.allocate(Integer.BYTES + id.length).putInt(partition).put(id).array());
  }

  static int partition(ImmutableBytesWritable key) {
    return ByteBuffer.wrap(key.get(), key.getOffset(), key.getLength()).getInt();
  }

  /** A copy of the id, since Hadoop uses the bytes of a key again. */
  static BytesRef id(ImmutableBytesWritable key) {
    return BytesRef.deepCopyOf(
        new BytesRef(key.get(), key.getOffset() + Integer.BYTES, key.getLength() - Integer.BYTES));
  }

  /** Gives reducer r the partitions r, r + reducers, and so on. */
  static final class ByPartition extends Partitioner<ImmutableBytesWritable, VersionWritable> {
    @Override
    public int getPartition(ImmutableBytesWritable key, VersionWritable value, int reducers) {
      return Math.floorMod(partition(key), reducers);
    }
  }
}
