package org.tideline.batch.current;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.hadoop.fs.AvroFSInput;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.lucene.util.BytesRef;
import org.tideline.batch.archive.Zstandard;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.views.document.Version;

/**
 * The Avro container file {@code 00000.avro} of the current versions of partition 0; any reader of
 * Avro can read it.
 *
 * <pre>
 *   record org.tideline.current.Version     sorted by id, one per document
 *     id         bytes      UTF-8
 *     eventTime  long       epoch milliseconds
 *     position   long       in the archive of the file's partition
 *     deleted    boolean
 *   file metadata    tideline.format = current/1
 * </pre>
 */
final class CurrentFile {
  private static final String FORMAT_KEY = "tideline.format";
  private static final String FORMAT = "current/1";
  private static final CodecFactory ZSTANDARD = Zstandard.codec();

  private static final Schema SCHEMA =
      SchemaBuilder.record("Version")
          .namespace("org.tideline.current")
          .fields()
          .requiredBytes("id")
          .requiredLong("eventTime")
          .requiredLong("position")
          .requiredBoolean("deleted")
          .endRecord();

  private CurrentFile() {}

  /** The file of a partition in a folder of such files. */
  static Path of(Path folder, int partition) {
    return new Path(folder, "%05d.avro".formatted(partition));
  }

  /** Whether a file in such a folder is one of them. */
  static boolean isOne(Path file) {
    return file.getName().endsWith(".avro");
  }

  static DataFileWriter<CurrentVersion> create(OutputStream out) throws IOException {
    return new DataFileWriter<>(new VersionWriter())
        .setMeta(FORMAT_KEY, FORMAT)
        .setCodec(ZSTANDARD)
        .create(SCHEMA, out);
  }

  static DataFileReader<CurrentVersion> open(FileSystem files, Path file) throws IOException {
    AvroFSInput input = new AvroFSInput(files.open(file), files.getFileStatus(file).getLen());
    DataFileReader<CurrentVersion> reader;
    try {
      reader = new DataFileReader<>(input, new VersionReader());
    } catch (IOException e) {
      input.close();
      throw new CorruptDataException(
          "current versions %s: expected an Avro file, found %s".formatted(file, e.getMessage()),
          e);
    }
    String format = reader.getMetaString(FORMAT_KEY);
    if (!FORMAT.equals(format)) {
      reader.close();
      throw new CorruptDataException(
          "current versions %s: expected %s \"%s\", found \"%s\"; written by a newer release?"
              .formatted(file, FORMAT_KEY, FORMAT, format));
    }
    return reader;
  }

  private static final class VersionWriter implements DatumWriter<CurrentVersion> {
    @Override
    public void setSchema(Schema schema) {
      // There is one.
    }

    @Override
    public void write(CurrentVersion current, Encoder out) throws IOException {
      out.writeBytes(current.id().bytes, current.id().offset, current.id().length);
      out.writeLong(current.version().eventTime());
      out.writeLong(current.version().position());
      out.writeBoolean(current.deleted());
    }
  }

  private static final class VersionReader implements DatumReader<CurrentVersion> {
    @Override
    public void setSchema(Schema schema) {
      // The format in the file's metadata says which.
    }

    @Override
    public CurrentVersion read(CurrentVersion reused, Decoder in) throws IOException {
      ByteBuffer id = in.readBytes(null);
      return new CurrentVersion(
          new BytesRef(id.array()), new Version(in.readLong(), in.readLong()), in.readBoolean());
    }
  }
}
