package org.tideline.speed;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.log.UnusableLogException;
import org.tideline.schema.opening.EpochOpening;
import org.tideline.schema.settings.SettingException;
import org.tideline.schema.settings.TidelineConfiguration;

/**
 * What {@code storm jar tideline-topology.jar org.tideline.speed.SubmitTopology -conf
 * hbase-site.xml -conf tideline-site.xml} runs: opens the epoch and gives its topology to Storm.
 * The exit code is 0 for submitted, 1 for failed, 2 for a bad setting.
 */
public final class SubmitTopology extends Configured implements Tool {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream errors;

  private SubmitTopology() {
    this.out = System.out;
    this.errors = System.err;
  }

  public static void main(String[] arguments) throws Exception {
    System.exit(ToolRunner.run(new SubmitTopology(), arguments));
  }

  @Override
  public int run(String[] arguments) {
    if (arguments.length > 0) {
      errors.printf(
          "submit: expected no argument, found %s%nusage: submit [-conf FILE]... [-Dtideline.KEY=VALUE]...%n",
          String.join(" ", arguments));
      return MISUSED;
    }
    try {
      TidelineConfiguration configuration =
          TidelineConfiguration.load(HBaseConfiguration.create(getConf()));
      if (runs()) {
        return running();
      }
      Epoch epoch = new EpochOpening(configuration).open(out::println);
      submit(configuration, epoch);
      out.printf("topology %s runs for epoch %d%n", DocumentTopology.NAME, epoch.number());
      return DONE;
    } catch (SettingException e) {
      errors.println(e.getMessage());
      return MISUSED;
    } catch (AlreadyAliveException e) {
      return running();
    } catch (CorruptDataException | UnusableLogException | IOException | TException e) {
      errors.printf("submit: %s%n", e.getMessage());
      return FAILED;
    }
  }

  /** Asked first, since the submitter throws something that says less. */
  private static boolean runs() throws TException {
    try (NimbusClient nimbus = NimbusClient.Builder.withConf(Utils.readStormConfig()).build()) {
      return nimbus.getClient().getClusterInfo().get_topologies().stream()
          .anyMatch(topology -> topology.get_name().equals(DocumentTopology.NAME));
    }
  }

  private int running() {
    errors.printf(
        "topology %s: expected none of that name to run, found one; end it with `storm kill %s` and wait until `storm list` no longer shows it%n",
        DocumentTopology.NAME, DocumentTopology.NAME);
    return FAILED;
  }

  private static void submit(TidelineConfiguration configuration, Epoch epoch) throws TException {
    StormSubmitter.submitTopology(
        DocumentTopology.NAME,
        DocumentTopology.stormConfiguration(configuration),
        DocumentTopology.build(configuration, epoch));
  }
}
