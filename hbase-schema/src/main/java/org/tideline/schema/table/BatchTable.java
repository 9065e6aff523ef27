package org.tideline.schema.table;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.io.compress.Compression;
import org.apache.hadoop.hbase.regionserver.BloomType;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.ranking.RankingRow;
import org.tideline.schema.view.ViewRow;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.BatchWordColumns;

/**
 * The tables that every generation has of its own. All of them are made, loaded, checked and
 * deleted in the same way; a new one is a line here and a step of the batch layer that makes its
 * files.
 */
public enum BatchTable {
  WORDS("words", BatchWordColumns.FAMILY, BatchWordColumns.FORMAT) {
    @Override
    public List<byte[]> families() {
      return List.of(family(), BatchWindowColumns.FAMILY);
    }
  },
  INDEX("index", PostingsBlock.FAMILY, PostingsBlock.FORMAT) {
    @Override
    ColumnFamilyDescriptorBuilder shape(ColumnFamilyDescriptorBuilder columns) {
      // Blocks are scanned by their term, and nobody asks for one by its row. Ids stand in the rows
      // and blocks of many terms: GZ, which every JDK has, takes 40 % and more of the room away.
      return columns
          .setBloomFilterType(BloomType.NONE)
          .setCompressionType(Compression.Algorithm.GZ);
    }

    @Override
    public byte[] edge(byte[] row) {
      return Arrays.copyOf(row, PostingsBlock.termLength(row, 0, row.length));
    }
  },
  RANKING("ranking", RankingRow.FAMILY, RankingRow.FORMAT),
  TIMELINE("timeline", TimelineRow.FAMILY, TimelineRow.FORMAT),
  /** Only where an epoch keeps views of users. */
  VIEWS("views", ViewRow.FAMILY, ViewRow.FORMAT);

  private final String key;
  private final byte[] family;
  private final String format;

  BatchTable(String key, byte[] family, String format) {
    this.key = key;
    this.family = family;
    this.format = format;
  }

  /** What its name begins with; also the name of the step that makes its files. */
  public String key() {
    return key;
  }

  /** That of {@code generation}. */
  public TableName of(TableNames names, int generation) {
    return names.batch(key, generation);
  }

  /** All of its column families. */
  public List<byte[]> families() {
    return List.of(family());
  }

  /** Its first column family, which for most is the only one. */
  public byte[] family() {
    return family.clone();
  }

  /** What its descriptor says of its cells. */
  public String format() {
    return format;
  }

  /**
   * Where a region may begin that is to hold {@code row}: at it, or before it where rows belong
   * together.
   */
  public byte[] edge(byte[] row) {
    return row.clone();
  }

  ColumnFamilyDescriptorBuilder shape(ColumnFamilyDescriptorBuilder columns) {
    return columns;
  }
}
