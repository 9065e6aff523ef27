package org.tideline.batch.archive;

import com.github.luben.zstd.NoPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.file.Codec;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;

/**
 * The compression of Avro's files, {@code zstandard} as Avro has it and with the same bytes, by the
 * library beside this class: under {@code hadoop jar} Avro is Hadoop's, which comes without it.
 */
public final class Zstandard extends CodecFactory {
  private static final int LEVEL = 1;
  private static final Zstandard INSTANCE = new Zstandard();

  private Zstandard() {}

  /** That one, which Avro from now on also reads with. */
  public static CodecFactory codec() {
    CodecFactory.addCodec(DataFileConstants.ZSTANDARD_CODEC, INSTANCE);
    return INSTANCE;
  }

  @Override
  protected Codec createInstance() {
    return new StandardCodec();
  }

  private static final class StandardCodec extends Codec {
    @Override
    public String getName() {
      return DataFileConstants.ZSTANDARD_CODEC;
    }

    @Override
    public ByteBuffer compress(ByteBuffer plain) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.remaining() / 2 + 16);
      try (ZstdOutputStreamNoFinalizer out =
          new ZstdOutputStreamNoFinalizer(bytes, NoPool.INSTANCE)) {
        out.setLevel(LEVEL).setCloseFrameOnFlush(false).setChecksum(true);
        out.write(plain.array(), computeOffset(plain), plain.remaining());
      }
      return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed) throws IOException {
      ByteArrayInputStream bytes =
          new ByteArrayInputStream(
              compressed.array(), computeOffset(compressed), compressed.remaining());
      try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(bytes, NoPool.INSTANCE)) {
        return ByteBuffer.wrap(in.readAllBytes());
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StandardCodec;
    }

    @Override
    public int hashCode() {
      return getName().hashCode();
    }
  }
}
