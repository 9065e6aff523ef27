package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.KeyValue;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.util.CommonFSUtils;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.batch.certify.CertifyStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.StepException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.ServingChange;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.view.ViewRow;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.schema.window.TimelineRow;
import org.tideline.schema.word.BatchWordColumns;
import org.tideline.schema.word.RealtimeWordCell;
import org.tideline.views.certify.Fault;
import org.tideline.views.certify.Side;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.LogRecord;
import org.tideline.views.posting.Posting;
import org.tideline.views.reference.Tokenisation;
import org.tideline.views.time.Cut;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

/**
 * What certify finds in the stored data of real runs: nothing where nothing is wrong, and each
 * planted fault by its key.
 */
class CertifyIT {
  private static Change put(String id, long eventTime, String text) {
    return new Change.Put(new Document(id, eventTime, Map.of("title", "On " + id), text));
  }

  /**
   * Generation 1 serves, proven; generation 2 is built and loaded, and the speed layer is there.
   */
  private static Manifest prepare(Ground ground, PlainSpeedLayer speed) throws Exception {
    ground.append(put("moby", 1, "the Whale and the sea"));
    ground.grow(1);
    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      int first = run.freeze(OptionalInt.empty(), false).generation();
      build(run, first);
      new PlainSpeedLayer(ground).write(manifest(ground, first).cut());
      run.finish(first);
      assertThat(run.certificate(first).orElseThrow().verdict()).isEqualTo(Verdict.MATCH);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MATCH);
      ground.grow(2);
      ground.append(put("moby", 2, "a Whale a Whale and more"));
      ground.append(put("jonah", 1, "in the Whale"));
      int second = run.freeze(OptionalInt.empty(), false).generation();
      // What comes after the cut is in the realtime views by then, and none of certify's matter.
      ground.append(put("moby", 3, "a sea without"));
      ground.append(put("later", 1, "Whale"));
      build(run, second);
      speed.write(manifest(ground, second).cut());
      return manifest(ground, second);
    }
  }

  private static void build(BatchRun run, int generation) throws Exception {
    for (String step :
        List.of("archive", "current", "words", "index", "ranking", "timeline", "views", "load")) {
      run.run(step, generation);
    }
  }

  private static Manifest manifest(Ground ground, int generation) throws IOException {
    try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
      return layer.manifest(generation);
    }
  }

  private static Certificate certify(Ground ground) throws Exception {
    try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
      new CertifyStep().run(layer, layer.manifest(2));
      return layer.store().certificate(2).orElseThrow();
    }
  }

  private static Certificate.Key key(Certificate certificate, String view, String key) {
    return certificate.keys().stream()
        .filter(found -> found.view().equals(view) && found.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key %s in %s".formatted(key, certificate)));
  }

  private static List<Long> values(Certificate.Key key, Side side) {
    return key.values().get(side);
  }

  /** Something wrong in the stored data, and how it is put right again. */
  private interface Mutant {
    void plant() throws Exception;

    void heal() throws Exception;
  }

  private static Certificate certify(Ground ground, Mutant mutant) throws Exception {
    mutant.plant();
    try {
      return certify(ground);
    } finally {
      mutant.heal();
    }
  }

  /** Another cell in the place of {@code cell}, with its own timestamp. */
  private static Mutant changed(Ground ground, TableName name, Cell cell, Cell wrong) {
    return new Mutant() {
      @Override
      public void plant() throws IOException {
        put(ground, name, new Put(CellUtil.cloneRow(wrong)).add(wrong));
      }

      @Override
      public void heal() throws IOException {
        put(ground, name, new Put(CellUtil.cloneRow(cell)).add(cell));
      }
    };
  }

  private static void put(Ground ground, TableName name, Put put) throws IOException {
    try (Table table = ground.connection().getTable(name)) {
      table.put(put);
    }
  }

  /** The same cell with another value. */
  private static Cell with(Cell cell, byte[] value) {
    return new KeyValue(
        CellUtil.cloneRow(cell),
        CellUtil.cloneFamily(cell),
        CellUtil.cloneQualifier(cell),
        cell.getTimestamp(),
        value);
  }

  private static Result row(Ground ground, TableName name, Get get) throws IOException {
    try (Table table = ground.connection().getTable(name)) {
      return table.get(get);
    }
  }

  private static TableName realtime(Ground ground) throws IOException {
    try (Admin admin = ground.connection().getAdmin()) {
      List<TableName> tables =
          admin.listTableDescriptors().stream()
              .map(TableDescriptor::getTableName)
              .filter(name -> ground.names().periodStart(1, name).isPresent())
              .toList();
      assertThat(tables).hasSize(1);
      return tables.get(0);
    }
  }

  /** Of a view of a user: of what group its values are is nobody's business. */
  @Test
  void everyFaultOfAViewIsCaughtAndNamed() throws Exception {
    try (Ground ground = new Ground("view_mutants", "word-count analyzer=letter")) {
      Manifest manifest = prepare(ground, new PlainSpeedLayer(ground));
      Certificate clean = certify(ground);
      assertThat(clean.verdict()).as(clean.toString()).isEqualTo(Verdict.MATCH);
      assertThat(clean.view("views").orElseThrow().total(Side.GENERATION))
          .satisfies(sum -> assertThat(sum.pairs()).isEqualTo(ground.words(2).size()));

      byte[] whale = ViewRow.row("word-count", new BytesRef("Whale"));
      byte[] sea = ViewRow.row("word-count", new BytesRef("sea"));
      Cut base = manifest(ground, manifest.base()).cut();
      Cell cell = row(ground, realtime(ground), ViewRow.realtimeGet(whale, base)).rawCells()[0];
      assertNamed(ground, realtime(ground), cell, "Whale", Fault.REALTIME);
      cell = row(ground, ground.names().views(2), ViewRow.get(whale)).rawCells()[0];
      assertNamed(ground, ground.names().views(2), cell, "Whale", Fault.BATCH);
      cell = row(ground, ground.names().views(1), ViewRow.get(sea)).rawCells()[0];
      assertNamed(ground, ground.names().views(1), cell, "sea", Fault.BASE);
      assertThat(certify(ground).verdict()).isEqualTo(Verdict.MATCH);
    }
  }

  private static void assertNamed(
      Ground ground, TableName table, Cell cell, String word, Fault fault) throws Exception {
    byte[] value = CellUtil.cloneValue(cell);
    value[value.length - 1] += 4;
    Certificate certificate = certify(ground, changed(ground, table, cell, with(cell, value)));
    Certificate.Key key = key(certificate, "views", "word-count " + word);
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).as(certificate.toString()).containsExactly(fault);
  }

  @Test
  void everyFaultIsCaughtAndNamed() throws Exception {
    try (Ground ground = new Ground("mutants")) {
      Manifest manifest = prepare(ground, new PlainSpeedLayer(ground));
      assertMatches(ground, certify(ground));
      changedCellOfRealtime(ground, manifest);
      staleWriters(ground, manifest);
      changedCellOfTheBase(ground);
      wrongFrequency(ground);
      lostFile(ground);
      changedWindowsOfRealtime(ground, manifest);
      changedNumberOfDocuments(ground, manifest);
      changedWindowOfTheBase(ground);
      changedWindowOfTheGeneration(ground);
      changedPlaceOnTheTimeline(ground);
    }
  }

  private static void assertMatches(Ground ground, Certificate clean) throws IOException {
    assertThat(clean.verdict()).as(clean.toString()).isEqualTo(Verdict.MATCH);
    assertThat(clean.chain()).containsExactly(1);
    assertThat(clean.baseVerdict()).isEqualTo(Verdict.MATCH);
    assertThat(clean.views())
        .extracting(Certificate.View::view)
        .containsExactly("words", "windows", "postings", "ranking", "timeline", "documents");
    assertThat(clean.views()).allMatch(view -> view.total(Side.GENERATION).pairs() > 0);
    assertThat(clean.keys()).isEmpty();
    assertThat(Files.readString(ground.root().resolve("certificates/00000002.json")))
        .contains("\"verdict\":\"MATCH\"");
  }

  /** The cell of the Whale that the second generation counts in. */
  private static Cell newestCell(Ground ground, Manifest manifest) throws IOException {
    Cut base = manifest(ground, manifest.base()).cut();
    return row(ground, realtime(ground), RealtimeWordCell.get(bytes("Whale"), base)).rawCells()[0];
  }

  private static TermTotal total(Cell cell) {
    List<TermTotal> found = new ArrayList<>();
    RealtimeWordCell.forEachTotal(
        Result.create(List.of(cell)), (segment, stamp, total) -> found.add(total));
    return found.get(0);
  }

  private static Cell withTotal(Cell cell, TermTotal total) {
    Put put =
        RealtimeWordCell.put(
            RealtimeWordCell.segment(cell), cell.getTimestamp(), CellUtil.cloneRow(cell), total);
    return put.getFamilyCellMap().get(RealtimeWordCell.FAMILY).get(0);
  }

  /** The same windows under another count. */
  private static Cell withCount(Cell cell, long occurrences, long documents) {
    return withTotal(
        cell, new TermTotal(new WordCount(occurrences, documents), total(cell).windows()));
  }

  private static Cell withWindows(Cell cell, WindowTotals windows) {
    return withTotal(cell, new TermTotal(total(cell).count(), windows));
  }

  private static WindowTotals minute(long minute, long occurrences, long documents) {
    return new WindowTotals.Builder(1).add(minute, 0, occurrences, documents, 0).build();
  }

  private static void changedCellOfRealtime(Ground ground, Manifest manifest) throws Exception {
    Cell cell = newestCell(ground, manifest);
    Cell wrong = withCount(cell, 41, 7);
    Certificate certificate = certify(ground, changed(ground, realtime(ground), cell, wrong));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    Certificate.Key key = key(certificate, "words", "Whale");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.REALTIME);
    assertThat(values(key, Side.RECOUNT)).isEqualTo(values(key, Side.GENERATION));
    assertThat(values(key, Side.BASE)).isEqualTo(values(key, Side.BASE_RECOUNT));
    assertThat(values(key, Side.MERGED)).isNotEqualTo(values(key, Side.RECOUNT));
    assertThat(certificate.reason()).isEqualTo("1 of the words differ, first \"Whale\"");
  }

  /** One that writes under its own stamp harms nobody; one whose stamp is too high hides counts. */
  private static void staleWriters(Ground ground, Manifest manifest) throws Exception {
    Cell cell = newestCell(ground, manifest);
    Cell stale = withTotal(cell, TermTotal.ZERO);
    Put earlier =
        new Put(CellUtil.cloneRow(cell))
            .addColumn(
                CellUtil.cloneFamily(cell),
                CellUtil.cloneQualifier(cell),
                cell.getTimestamp() - 1,
                CellUtil.cloneValue(stale));
    // It stays there, and no later certificate names it.
    put(ground, realtime(ground), earlier);
    Put later =
        new Put(CellUtil.cloneRow(cell))
            .addColumn(
                CellUtil.cloneFamily(cell),
                CellUtil.cloneQualifier(cell),
                cell.getTimestamp() + 1,
                CellUtil.cloneValue(stale));
    Put healed =
        new Put(CellUtil.cloneRow(cell))
            .addColumn(
                CellUtil.cloneFamily(cell),
                CellUtil.cloneQualifier(cell),
                cell.getTimestamp() + 2,
                CellUtil.cloneValue(cell));
    put(ground, realtime(ground), later);
    Certificate certificate = certify(ground);
    put(ground, realtime(ground), healed);
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    assertThat(key(certificate, "words", "Whale").faults()).containsExactly(Fault.REALTIME);
  }

  private static void changedCellOfTheBase(Ground ground) throws Exception {
    TableName words = ground.names().words(1);
    Cell cell = row(ground, words, BatchWordColumns.get(bytes("sea"))).rawCells()[1];
    Certificate certificate =
        certify(ground, changed(ground, words, cell, with(cell, Bytes.toBytes(9L))));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BASE);
    Certificate.Key key = key(certificate, "words", "sea");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.BASE);
    assertThat(values(key, Side.BASE)).containsExactly(9L, 1L);
    assertThat(values(key, Side.BASE_RECOUNT)).containsExactly(1L, 1L);
    assertThat(certificate.view("words").orElseThrow().ranges())
        .extracting(Certificate.Range::baseHolds)
        .contains(false);
  }

  /** One occurrence a minute later: in the same hour, and the same day. */
  private static void changedWindowsOfRealtime(Ground ground, Manifest manifest) throws Exception {
    Cell cell = newestCell(ground, manifest);
    WindowTotals moved = minute(0, -1, 0).plus(minute(1, 1, 0));
    Cell wrong = withWindows(cell, total(cell).windows().plus(moved));
    Certificate certificate = certify(ground, changed(ground, realtime(ground), cell, wrong));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    Certificate.Key before = key(certificate, "windows", "Whale, minute of 1970-01-01T00:00:00Z");
    Certificate.Key after = key(certificate, "windows", "Whale, minute of 1970-01-01T00:01:00Z");
    assertThat(certificate.keys()).containsExactly(before, after);
    assertThat(before.faults()).containsExactly(Fault.REALTIME);
    assertThat(values(before, Side.MERGED)).containsExactly(2L, 2L);
    assertThat(values(before, Side.RECOUNT)).containsExactly(3L, 2L);
    assertThat(values(after, Side.MERGED)).containsExactly(1L, 0L);
    assertThat(values(after, Side.GENERATION)).containsExactly(0L, 0L);
  }

  /** One that no day has: it is missed in the windows of every size. */
  private static void changedNumberOfDocuments(Ground ground, Manifest manifest) throws Exception {
    Cut base = manifest(ground, manifest.base()).cut();
    byte[] all = AllDocuments.row();
    Cell cell = row(ground, realtime(ground), RealtimeWordCell.get(all, base)).rawCells()[0];
    Cell wrong = withWindows(cell, total(cell).windows().plus(minute(0, 0, -1)));
    Certificate certificate = certify(ground, changed(ground, realtime(ground), cell, wrong));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    assertThat(certificate.keys())
        .extracting(Certificate.Key::key)
        .containsExactly(
            "all documents, minute of 1970-01-01T00:00:00Z",
            "all documents, hour of 1970-01-01T00:00:00Z",
            "all documents, day of 1969-12-31T18:30:00Z");
    assertThat(certificate.keys())
        .allSatisfy(key -> assertThat(key.faults()).containsExactly(Fault.REALTIME));
  }

  /** The same cell with the windows that {@code minutes} would have. */
  private static Mutant changedWindow(
      Ground ground, TableName words, String word, WindowSize size, WindowTotals minutes)
      throws IOException {
    Cell cell = row(ground, words, BatchWindowColumns.get(bytes(word), size)).rawCells()[0];
    WindowCalendar calendar = EpochSettings.from(ground.configuration()).windows().calendar();
    Cell wrong =
        BatchWindowColumns.cells(bytes(word), minutes, calendar, cell.getTimestamp()).stream()
            .filter(other -> CellUtil.matchingQualifier(other, cell))
            .findFirst()
            .orElseThrow();
    return changed(ground, words, cell, wrong);
  }

  private static void changedWindowOfTheBase(Ground ground) throws Exception {
    TableName words = ground.names().words(1);
    Certificate certificate =
        certify(ground, changedWindow(ground, words, "sea", WindowSize.DAY, minute(0, 5, 1)));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BASE);
    Certificate.Key key = key(certificate, "windows", "sea, day of 1969-12-31T18:30:00Z");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.BASE);
    assertThat(values(key, Side.BASE)).containsExactly(5L, 1L);
    assertThat(values(key, Side.BASE_RECOUNT)).containsExactly(1L, 1L);
  }

  private static void changedWindowOfTheGeneration(Ground ground) throws Exception {
    TableName words = ground.names().words(2);
    Certificate certificate =
        certify(ground, changedWindow(ground, words, "Whale", WindowSize.HOUR, minute(0, 3, 1)));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BATCH);
    Certificate.Key key = key(certificate, "windows", "Whale, hour of 1970-01-01T00:00:00Z");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.BATCH);
    assertThat(values(key, Side.GENERATION)).containsExactly(3L, 1L);
    assertThat(values(key, Side.MERGED)).containsExactly(3L, 2L);
    assertThat(certificate.reason())
        .isEqualTo("1 of the windows differ, first \"Whale, hour of 1970-01-01T00:00:00Z\"");
  }

  private static void changedPlaceOnTheTimeline(Ground ground) throws Exception {
    TableName timeline = ground.names().timeline(2);
    Cell cell = row(ground, timeline, new Get(TimelineRow.row(1, bytes("jonah")))).rawCells()[0];
    Certificate certificate =
        certify(ground, changed(ground, timeline, cell, with(cell, Bytes.toBytes(0L))));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BATCH);
    Certificate.Key key = key(certificate, "timeline", "jonah at 1970-01-01T00:00:00.001Z");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.BATCH);
    assertThat(values(key, Side.GENERATION)).containsExactly(1L, 0L);
    assertThat(values(key, Side.MERGED)).isEqualTo(values(key, Side.RECOUNT));
  }

  private static void wrongFrequency(Ground ground) throws Exception {
    TableName index = ground.names().index(2);
    Cell cell;
    try (Table table = ground.connection().getTable(index);
        ResultScanner rows = table.getScanner(PostingsBlock.scan(bytes("Whale")))) {
      cell = rows.next().rawCells()[0];
    }
    List<Posting> postings = new ArrayList<>(PostingsBlock.decode(cell));
    Posting moby = postings.get(1);
    assertThat(moby).isEqualTo(new Posting("moby", 6, new int[] {1, 3}));
    postings.set(1, new Posting("moby", 6, new int[] {1}));
    Cell wrong = PostingsBlock.cell(bytes("Whale"), postings, cell.getTimestamp());
    Certificate certificate = certify(ground, changed(ground, index, cell, wrong));
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BATCH);
    Certificate.Key key = key(certificate, "postings", "Whale in moby");
    assertThat(certificate.keys()).containsExactly(key);
    assertThat(key.faults()).containsExactly(Fault.BATCH);
    assertThat(values(key, Side.GENERATION)).startsWith(1L, 6L);
    assertThat(values(key, Side.MERGED)).startsWith(2L, 6L).isEqualTo(values(key, Side.RECOUNT));
  }

  /** The file of one region is gone; the rows of the others are still right. */
  private static void lostFile(Ground ground) throws Exception {
    TableName words = ground.names().words(2);
    Path region = firstRegion(ground, words);
    FileSystem files = region.getFileSystem(ground.hadoop());
    Path family = new Path(region, Bytes.toString(BatchWordColumns.FAMILY));
    Path away = new Path(ground.root().toUri().toString(), "lost");
    Certificate certificate =
        certify(
            ground,
            new Mutant() {
              @Override
              public void plant() throws IOException {
                closed(ground, words, () -> move(files.listStatus(family)[0].getPath(), away));
              }

              @Override
              public void heal() throws IOException {
                closed(ground, words, () -> move(away, new Path(family, name())));
              }

              private String name() {
                return UUID.randomUUID().toString().replace("-", "");
              }

              private void move(Path from, Path to) throws IOException {
                assertThat(files.rename(from, to)).isTrue();
              }
            });
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_BATCH);
    Certificate.Key key = key(certificate, "words", "Whale");
    assertThat(key.faults()).containsExactly(Fault.BATCH);
    assertThat(values(key, Side.GENERATION)).containsExactly(0L, 0L);
    assertThat(certificate.view("words").orElseThrow().ranges())
        .extracting(Certificate.Range::faults)
        .containsExactly(Set.of(Fault.BATCH), Set.of());
    // The ranking is held against the words, and it is right.
    assertThat(key(certificate, "ranking", "Whale").faults()).containsExactly(Fault.BATCH);
  }

  private static Path firstRegion(Ground ground, TableName table) throws IOException {
    try (RegionLocator regions = ground.connection().getRegionLocator(table)) {
      String region = regions.getRegionLocation(new byte[0]).getRegion().getEncodedName();
      return new Path(
          CommonFSUtils.getTableDir(CommonFSUtils.getRootDir(ground.hadoop()), table), region);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void closed(Ground ground, TableName table, Work work) throws IOException {
    try (Admin admin = ground.connection().getAdmin()) {
      admin.disableTable(table);
      work.run();
      admin.enableTable(table);
    }
  }

  @Test
  void aSpeedLayerThatLosesDoublesOrReadsOtherwiseIsCaught() throws Exception {
    try (Ground ground = new Ground("speed")) {
      Manifest manifest = prepare(ground, new PlainSpeedLayer(ground));
      int home = LogRecordCodec.partition(LogRecordCodec.key("jonah"), Ground.PARTITIONS);
      long jonah =
          ground.log().get(home).stream()
              .filter(
                  record ->
                      record.change().version(0).filter(it -> it.id().equals("jonah")).isPresent())
              .mapToLong(LogRecord::position)
              .findFirst()
              .orElseThrow();
      BiPredicate<Integer, Long> ofJonah =
          (partition, position) -> partition == home && position == jonah;

      Certificate dropped =
          certifyBeside(ground, manifest, new PlainSpeedLayer(ground).dropping(ofJonah));
      assertRealtimeIsWrong(key(dropped, "words", "in"), List.of(0L, 0L), List.of(1L, 1L));
      assertThat(key(dropped, "postings", "in in jonah").faults()).containsExactly(Fault.REALTIME);
      assertThat(values(key(dropped, "documents", "jonah"), Side.MERGED))
          .containsExactly(0L, 0L, 0L, 0L, 0L);

      Certificate twice =
          certifyBeside(ground, manifest, new PlainSpeedLayer(ground).countingTwice(ofJonah));
      assertRealtimeIsWrong(key(twice, "words", "in"), List.of(2L, 2L), List.of(1L, 1L));
      assertThat(twice.view("postings").orElseThrow().differing()).isZero();

      Certificate otherwise =
          certifyBeside(
              ground,
              manifest,
              new PlainSpeedLayer(ground)
                  .with(text -> Tokenisation.LETTER.apply(text.toLowerCase(Locale.ROOT))));
      assertRealtimeIsWrong(key(otherwise, "words", "Whale"), List.of(1L, 1L), List.of(3L, 2L));
      assertRealtimeIsWrong(key(otherwise, "words", "whale"), List.of(2L, 1L), List.of(0L, 0L));

      // A generation that matches nothing else is published all the same: it is right.
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        run.finish(2);
      }
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    }
  }

  private static void assertRealtimeIsWrong(
      Certificate.Key key, List<Long> found, List<Long> right) {
    assertThat(values(key, Side.MERGED)).isEqualTo(found);
    assertThat(values(key, Side.GENERATION)).isEqualTo(right);
    assertThat(values(key, Side.RECOUNT)).isEqualTo(right);
    assertThat(key.faults()).containsExactly(Fault.REALTIME);
  }

  /** What certify finds beside realtime views that another speed layer has written. */
  private static Certificate certifyBeside(Ground ground, Manifest manifest, PlainSpeedLayer speed)
      throws Exception {
    try (Admin admin = ground.connection().getAdmin()) {
      for (TableName table : List.of(realtime(ground), ground.names().documents(1))) {
        admin.disableTable(table);
        admin.truncateTable(table, false);
      }
    }
    speed.write(manifest.cut());
    Certificate certificate = certify(ground);
    assertThat(certificate.verdict()).isEqualTo(Verdict.MISMATCH_REALTIME);
    return certificate;
  }

  @Test
  void aWrongGenerationIsHeldUnlessSomebodySaysWhyNot() throws Exception {
    try (Ground ground = new Ground("held")) {
      prepare(ground, new PlainSpeedLayer(ground));
      TableName words = ground.names().words(2);
      Cell cell = row(ground, words, BatchWordColumns.get(bytes("Whale"))).rawCells()[1];
      changed(ground, words, cell, with(cell, Bytes.toBytes(9L))).plant();
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        assertThatExceptionOfType(StepException.class)
            .isThrownBy(() -> run.finish(2))
            .withMessage(
                "generation 2 is held, mismatch (batch): 1 of the words differ, first \"Whale\"; 1 of the ranking differ, first \"Whale\"; generation 1 serves on. See its certificate, and run the batch layer anew, or publish it with --publish-anyway --why TEXT");
      }
      assertThat(ground.serving().generation()).isEqualTo(1);

      Optional<String> why = Optional.of("nobody reads of whales");
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {}, why)) {
        run.finish(2);
      }
      assertThat(ground.serving().generation()).isEqualTo(2);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MISMATCH_BATCH);
      try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
        assertThat(layer.store().changes())
            .extracting(ServingChange::what, ServingChange::generation, ServingChange::why)
            .containsExactly(
                tuple("publish", 2, "nobody reads of whales"), tuple("publish", 1, ""));
      }
    }
  }

  @Test
  void withoutTheSpeedLayerAGenerationIsUnprovenAndHeldWhereThatIsWanted() throws Exception {
    try (Ground ground = new Ground("unproven")) {
      ground.append(put("moby", 1, "the Whale"));
      ground.hadoop().set("tideline.certify.unproven", "hold");
      assertThatExceptionOfType(StepException.class)
          .isThrownBy(ground::runBatch)
          .withMessageMatching(
              "generation 1 is held, unproven: the speed layer did not reach the cut within 1 ms: .*partition 1 is at 0, the cut at \\d+; generation 0 serves on\\. .*");
      assertThat(ground.serving().generation()).isZero();
      assertThat(told(ground)).isEqualTo(Map.of("verdict", "unproven", "held", "true"));

      ground.hadoop().set("tideline.certify.unproven", "publish");
      assertThat(told(ground)).isEqualTo(Map.of("verdict", "unproven", "held", "false"));
      ground.runBatch();
      assertThat(ground.serving().generation()).isEqualTo(2);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.UNPROVEN);
    }
  }

  /** What a workflow decides by, of generation 1. */
  private static Map<String, String> told(Ground ground) throws Exception {
    CertifyTool program = new CertifyTool();
    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      program.run(run, OptionalInt.of(1));
    }
    return program.told();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsBuiltOnAnUnprovenGenerationIsUnprovenUntilAFullRun() throws Exception {
    try (Ground ground = new Ground("onunproven")) {
      ground.append(put("moby", 1, "the Whale"));
      ground.runBatch();
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.UNPROVEN);

      ground.append(put("jonah", 1, "in the Whale"));
      try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
        int second = run.freeze(OptionalInt.empty(), false).generation();
        assertThat(manifest(ground, second).kind()).isEqualTo(RunKind.INCREMENTAL);
        build(run, second);
        new PlainSpeedLayer(ground).write(manifest(ground, second).cut());
        run.finish(second);
        Certificate certificate = run.certificate(second).orElseThrow();
        assertThat(certificate.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(certificate.reason())
            .isEqualTo(
                "agrees, but was built on generation 1, which is unproven; a full run can be proven");
        assertThat(certificate.view("words").orElseThrow().differing()).isZero();
      }

      ground.append(put("ahab", 1, "no Whale"));
      List<String> notices = new ArrayList<>();
      StepListener listener =
          new StepListener() {
            @Override
            public void notice(String notice) {
              notices.add(notice);
            }
          };
      try (BatchRun run = BatchRun.open(ground.configuration(), listener)) {
        int third = run.freeze(OptionalInt.empty(), false).generation();
        assertThat(manifest(ground, third).kind()).isEqualTo(RunKind.FULL);
        assertThat(notices).contains("full: generation 2 is unproven");
        build(run, third);
        new PlainSpeedLayer(ground).write(manifest(ground, third).cut());
        run.finish(third);
        assertThat(run.certificate(third).orElseThrow().verdict()).isEqualTo(Verdict.MATCH);
      }
    }
  }
}
