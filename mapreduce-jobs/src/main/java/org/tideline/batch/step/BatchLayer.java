package org.tideline.batch.step;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Table;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.settings.BatchSettings;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.schema.settings.LogSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.TableNames;
import org.tideline.views.time.Cut;

/** The batch layer, opened for one program: its settings, metadata, tables and files. */
public final class BatchLayer implements AutoCloseable {
  private final TidelineConfiguration configuration;
  private final BatchSettings settings;
  private final EpochSettings epochSettings;
  private final Connection connection;
  private final Table generations;
  private final FileSystem files;

  private BatchLayer(TidelineConfiguration configuration, Connection connection)
      throws IOException {
    this.configuration = configuration;
    this.settings = BatchSettings.from(configuration);
    this.epochSettings = EpochSettings.from(configuration);
    this.connection = connection;
    this.generations = connection.getTable(names().generations());
    this.files = settings.rootDir().getFileSystem(configuration.hadoop());
  }

  /**
   * Opens it.
   *
   * @param configuration also those of Hadoop and HBase
   */
  public static BatchLayer open(TidelineConfiguration configuration) throws IOException {
    return new BatchLayer(
        configuration, ConnectionFactory.createConnection(configuration.hadoop()));
  }

  @Override
  public void close() throws IOException {
    generations.close();
    connection.close();
  }

  /** Hadoop's own form of the settings, to be read only. */
  public Configuration hadoop() {
    return configuration.hadoop();
  }

  public TidelineConfiguration configuration() {
    return configuration;
  }

  public BatchSettings settings() {
    return settings;
  }

  public EpochSettings epochSettings() {
    return epochSettings;
  }

  /** The tables that every generation of the epoch has. */
  public List<BatchTable> tables() {
    return Arrays.stream(BatchTable.values())
        .filter(table -> table != BatchTable.VIEWS || epochSettings.views().keepsAny())
        .toList();
  }

  public Connection connection() {
    return connection;
  }

  /** Asks the brokers of the log; the caller closes it. */
  public Admin logAdmin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            LogSettings.from(configuration).bootstrapServers()));
  }

  public TableNames names() {
    return new TableNames(configuration.namespace());
  }

  /** Epochs, manifests and the serving row. */
  public GenerationStore store() {
    return new GenerationStore(generations);
  }

  /** The file system of {@link #root}. */
  public FileSystem files() {
    return files;
  }

  /** The tideline.root.dir. */
  public Path root() {
    return settings.rootDir();
  }

  public GenerationFiles files(int generation) {
    return new GenerationFiles(root(), files, generation);
  }

  /** The serving row. */
  public Serving serving() throws IOException {
    return store()
        .serving()
        .orElseThrow(
            () ->
                new StepException(
                    "table %s: expected the serving row, found none; run the step freeze"
                        .formatted(names().generations())));
  }

  /**
   * The epoch of a generation.
   *
   * @throws StepException if it is unknown
   * @throws org.tideline.schema.settings.SettingException if the settings are not those of it
   */
  public Epoch epoch(Manifest manifest) throws IOException {
    Epoch epoch =
        store()
            .epoch(manifest.epoch())
            .orElseThrow(
                () ->
                    new StepException(
                        "generation %d: expected its epoch %d in table %s, found none; restore the table"
                            .formatted(
                                manifest.generation(), manifest.epoch(), names().generations())));
    epochSettings.requireRecorded(epoch.number(), epoch.settings());
    return epoch;
  }

  /** The cut of the generation that a manifest builds on. */
  public Cut baseCut(Manifest manifest) throws IOException {
    return manifest.base() == 0 ? emptyCut(manifest) : manifest(manifest.base()).cut();
  }

  /** The cut at which the epoch of a manifest begins. */
  public Cut emptyCut(Manifest manifest) throws IOException {
    return Serving.empty(epoch(manifest)).cut();
  }

  /**
   * What a step of a generation has counted under that name.
   *
   * @throws StepException if it has not
   */
  public long counted(int generation, String step, String counter) throws IOException {
    return store().steps(generation).stream()
        .filter(record -> record.step().equals(step))
        .map(record -> record.counters().get(counter))
        .findFirst()
        .orElseThrow(
            () ->
                new StepException(
                    "generation %d: expected the step %s to have counted its %s, found it has not; run the batch layer anew"
                        .formatted(generation, step, counter)));
  }

  /**
   * The manifest of a generation.
   *
   * @throws StepException if it was never begun
   */
  public Manifest manifest(int generation) throws IOException {
    return store()
        .manifest(generation)
        .orElseThrow(
            () ->
                new StepException(
                    "generation %d: expected its manifest, found none; the step freeze makes it"
                        .formatted(generation)));
  }
}
