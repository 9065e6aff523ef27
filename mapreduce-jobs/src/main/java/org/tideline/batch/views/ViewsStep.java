package org.tideline.batch.views;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepJob;
import org.tideline.batch.view.ViewJob;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.view.Views;

/**
 * Sums up the views of users over the current documents, all of them in one job, into files that
 * HBase takes as they are. An incremental run adds what has changed to the files of the base. An
 * epoch without such views has no table of them, and nothing to do here.
 */
public final class ViewsStep implements BatchStep {
  /** Its name. */
  public static final String NAME = BatchTable.VIEWS.key();

  private static final String ROWS = "rows";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    if (!layer.epochSettings().views().keepsAny()) {
      return Map.of();
    }
    GenerationFiles files = layer.files(manifest.generation());
    Path building = files.building(NAME);
    ViewJob view = new ViewJob(layer, manifest, BatchTable.VIEWS);
    Job job = view.job();
    job.setMapperClass(ViewsMapper.class);
    job.setMapOutputValueClass(ImmutableBytesWritable.class);
    StepJob.sortIn(job, layer.settings().wordsBuffer());
    Views views = layer.epochSettings().views().load();
    view.createTableOfRows(
        (version, rows) -> {
          ViewSums sums = new ViewSums(views);
          sums.add(version);
          sums.forEachRow(rows::add);
        });
    Counters counters = view.run(ViewsReducer.class, building);

    view.requireOfBase(ROWS, view.countedOfBase(NAME, ROWS), value(counters, ViewsCount.BASE_ROWS));
    long added = value(counters, ViewsCount.DOCUMENTS);
    long removed = value(counters, ViewsCount.DOCUMENTS_REMOVED);
    long documents = view.countedOfBase(CurrentStep.NAME, CurrentStep.DOCUMENTS) + added - removed;
    view.require("documents", view.counted(CurrentStep.NAME, CurrentStep.DOCUMENTS), documents);
    files.commit(building, NAME);

    Map<String, Long> counted = new TreeMap<>(StepJob.moved(counters));
    counted.put("documents", documents);
    counted.put(ROWS, value(counters, ViewsCount.ROWS));
    counted.put("spills", value(counters, ViewsCount.SPILLS));
    view.countChanges(counted, counters, added, removed);
    return counted;
  }

  private static long value(Counters counters, ViewsCount count) {
    return counters.findCounter(count).getValue();
  }
}
