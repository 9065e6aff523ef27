package org.tideline.schema.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.InvalidFamilyOperationException;
import org.apache.hadoop.hbase.MemoryCompactionPolicy;
import org.apache.hadoop.hbase.NamespaceDescriptor;
import org.apache.hadoop.hbase.NamespaceExistException;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.io.encoding.DataBlockEncoding;
import org.apache.hadoop.hbase.regionserver.BloomType;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.RealtimePostingsCell;
import org.tideline.schema.progress.ProgressRow;
import org.tideline.schema.view.ViewRow;
import org.tideline.schema.window.LateRow;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.RealtimeWordCell;

/**
 * Makes tables where they are missing. Every call may be repeated, and made by several programs at
 * once.
 */
public final class Schema {
  /** The descriptor's key for the format of the values, where they bear no version themselves. */
  private static final String FORMAT = "tideline.format";

  /** HBase's name for the number of flat sets beyond which they are merged into one. */
  private static final String FLAT_SETS = "hbase.hregion.compacting.pipeline.segments.limit";

  private static final byte[][] ONE_REGION = {};

  private final Admin admin;
  private final TableNames names;
  private final Maker maker;

  /** Works through {@code admin}, which stays the caller's. */
  public Schema(Admin admin, TableNames names) {
    this(admin, names, (table, splits) -> make(admin, table, splits));
  }

  /** Gives every table that it would make to {@code maker}. */
  Schema(Admin admin, TableNames names, Maker maker) {
    this.admin = admin;
    this.names = names;
    this.maker = maker;
  }

  /** What becomes of a table that there should be. */
  @FunctionalInterface
  interface Maker {
    void make(TableDescriptor table, byte[][] splits) throws IOException;
  }

  private static void make(Admin admin, TableDescriptor table, byte[][] splits) throws IOException {
    // To be refused for a table that is there takes longer by far than to look.
    if (admin.isTableAvailable(table.getTableName())) {
      return;
    }
    try {
      admin.createTable(table, splits.length == 0 ? null : splits);
    } catch (TableExistsException e) {
      // Made by another partition a moment ago.
    }
  }

  /** The namespace, and the tables that outlive every epoch. */
  public void createBase() throws IOException {
    if (!Arrays.asList(admin.listNamespaces()).contains(names.namespace())) {
      try {
        admin.createNamespace(NamespaceDescriptor.create(names.namespace()).build());
      } catch (NamespaceExistException e) {
        // Made by another program a moment ago.
      }
    }
    makeBase();
  }

  void makeBase() throws IOException {
    create(names.generations(), List.of(GenerationStore.FAMILY), family -> family);
    create(names.progress(), List.of(ProgressRow.FAMILY), family -> family);
  }

  /** The tables that live as long as {@code epoch}. */
  public void createEpoch(int epoch) throws IOException {
    createDocuments(epoch, ONE_REGION);
    create(names.outcomes(epoch), List.of(OutcomeRow.FAMILY), family -> family);
    create(names.late(epoch), List.of(LateRow.FAMILY), family -> family);
  }

  /**
   * The table of documents of {@code epoch}, before {@link #createEpoch} would make it with one
   * region.
   *
   * @param splits first rows of all regions but the first: ids of documents in UTF-8
   */
  public void createDocuments(int epoch, byte[][] splits) throws IOException {
    create(
        names.documents(epoch),
        List.of(DocumentRow.FAMILY),
        family -> family.setMaxVersions(Integer.MAX_VALUE),
        splits);
  }

  /** The table of realtime views of one period. */
  public void createRealtime(int epoch, long periodStart) throws IOException {
    create(
        names.realtime(epoch, periodStart),
        List.of(
            RealtimeWordCell.FAMILY,
            RealtimePostingsCell.FAMILY,
            LiveRow.WORDS,
            LiveRow.POSTINGS,
            TimelineRow.FAMILY,
            ViewRow.FAMILY),
        Schema::forWriting);
    addFamilies(admin.getDescriptor(names.realtime(epoch, periodStart)));
  }

  /**
   * Makes room for live blocks, timelines and views in the realtime tables that an older release
   * made: readers look for live blocks wherever the last settled position is, and for timelines in
   * every period since the cut, which may be before the first that this release writes to.
   */
  public void upgradeRealtime(int epoch) throws IOException {
    Pattern own = Pattern.compile(Pattern.quote(names.namespace()) + ":realtime_.*");
    for (TableDescriptor table : admin.listTableDescriptors(own)) {
      if (names.periodStart(epoch, table.getTableName()).isPresent()) {
        addFamilies(table);
      }
    }
  }

  private void addFamilies(TableDescriptor table) throws IOException {
    for (byte[] family :
        List.of(LiveRow.WORDS, LiveRow.POSTINGS, TimelineRow.FAMILY, ViewRow.FAMILY)) {
      if (!table.hasColumnFamily(family)) {
        add(table.getTableName(), forWriting(encoded(family)).build());
      }
    }
  }

  private void add(TableName name, ColumnFamilyDescriptor family) throws IOException {
    try {
      admin.addColumnFamily(name, family);
    } catch (InvalidFamilyOperationException e) {
      if (!admin.getDescriptor(name).hasColumnFamily(family.getName())) {
        throw e;
      }
    }
  }

  /**
   * A table of a generation.
   *
   * @param splits first rows of all regions but the first
   */
  public void createBatch(BatchTable table, int generation, byte[][] splits) throws IOException {
    TableName name = table.of(names, generation);
    TableDescriptor descriptor =
        TableDescriptorBuilder.newBuilder(name)
            .setValue(FORMAT, table.format())
            .setColumnFamilies(
                table.families().stream()
                    .map(family -> table.shape(encoded(family)).build())
                    .toList())
            .build();
    try {
      admin.createTable(descriptor, splits.length == 0 ? null : splits);
    } catch (TableExistsException e) {
      requireFormat(table, admin.getDescriptor(name));
    }
  }

  /**
   * Checks that a table of a generation has the format that this release reads.
   *
   * @throws CorruptDataException if it has another one
   */
  public static void requireFormat(BatchTable table, TableDescriptor descriptor) {
    Optional<String> found = Optional.ofNullable(descriptor.getValue(FORMAT));
    if (found.filter(table.format()::equals).isEmpty()) {
      throw new CorruptDataException(
          "table %s: expected %s \"%s\", found %s; written by a newer release?"
              .formatted(
                  descriptor.getTableName(),
                  FORMAT,
                  table.format(),
                  found.map("\"%s\""::formatted).orElse("none")));
    }
  }

  private interface Shape {
    ColumnFamilyDescriptorBuilder of(ColumnFamilyDescriptorBuilder family);
  }

  private void create(TableName name, List<byte[]> families, Shape shape) throws IOException {
    create(name, families, shape, ONE_REGION);
  }

  private void create(TableName name, List<byte[]> families, Shape shape, byte[][] splits)
      throws IOException {
    List<ColumnFamilyDescriptor> columns =
        families.stream().map(family -> shape.of(encoded(family)).build()).toList();
    maker.make(TableDescriptorBuilder.newBuilder(name).setColumnFamilies(columns).build(), splits);
  }

  /**
   * Far more is written than read, so that what comes goes into a small sorted set, in which a
   * place is found quickly. A scan for the newest stamps passes over whole sets that are older, and
   * looks at every cell of the others: hence several of them. How large they are is left to HBase:
   * a set fills one chunk of memory, and a smaller one would hold a whole chunk too. Counts are
   * laid out for seeking, not for size; postings are many more bytes. Live blocks are few and
   * large, and go before they are many.
   */
  private static ColumnFamilyDescriptorBuilder forWriting(ColumnFamilyDescriptorBuilder family) {
    byte[] name = family.build().getName();
    if (Bytes.equals(name, LiveRow.WORDS) || Bytes.equals(name, LiveRow.POSTINGS)) {
      return family.setDataBlockEncoding(DataBlockEncoding.NONE);
    }
    family.setInMemoryCompaction(MemoryCompactionPolicy.BASIC).setConfiguration(FLAT_SETS, "8");
    return Bytes.equals(name, RealtimeWordCell.FAMILY)
        ? family.setDataBlockEncoding(DataBlockEncoding.ROW_INDEX_V1)
        : family;
  }

  private static ColumnFamilyDescriptorBuilder encoded(byte[] family) {
    return ColumnFamilyDescriptorBuilder.newBuilder(family)
        .setMaxVersions(1)
        .setBloomFilterType(BloomType.ROW)
        .setDataBlockEncoding(DataBlockEncoding.FAST_DIFF);
  }
}
