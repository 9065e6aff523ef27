package org.tideline.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code tideline} command. Its exit code is 0 for found or done, 1 for failed, 2 for a bad
 * usage or setting.
 */
@Command(
    name = "tideline",
    description = "Batch-exact, realtime-fresh views of a growing set of documents.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:found or done", "1:failed", "2:bad usage or setting"},
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      IngestCommand.class,
      DeleteCommand.class,
      BatchCommand.class,
      GenerationsCommand.class,
      CountCommand.class,
      SearchCommand.class,
      TopCommand.class,
      TrendCommand.class,
      TimelineCommand.class,
      LateCommand.class,
      ViewCommand.class,
      QuarantineCommand.class,
      DocumentCommand.class,
      ExportCommand.class,
      StatusCommand.class,
      CompletionCommand.class,
    })
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_USAGE = 2;

  static final Path DEFAULT_DATA = Path.of("./tideline-data");

  private static final String DATA_VARIABLE = "TIDELINE_DATA";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder of the platform on this machine (or $" + DATA_VARIABLE + "; ${DEFAULT-VALUE}).",
      defaultValue = "${env:" + DATA_VARIABLE + ":-./tideline-data}")
  private Path data;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder with a cluster's core-site.xml, hbase-site.xml, tideline-site.xml.")
  private Path conf;

  /** The script puts them on the class path, before there is a Java to read options. */
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder with jars of views, beside plugins/ in the data folder.")
  private Path plugins;

  @Option(
      names = "-D",
      paramLabel = "tideline.KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "A setting, for this command; those given to `up` hold for the data folder.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    CommandLog.configure();
    // Some libraries of the engines log by java.util.logging, whose default is the terminal.
    LogManager.getLogManager().reset();
    CommandLine line = commandLine();
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    int code = line.execute(arguments);
    // The engines and their clients leave threads behind.
    System.exit(code == DONE ? printed(line) : code);
  }

  /** An answer that was cut off is none, and a print writer keeps that to itself. */
  static int printed(CommandLine line) {
    if (line.getOut().checkError()) {
      line.getErr()
          .println(
              "tideline: expected to write the whole answer, found the output closed or full; what is there is cut off");
      return FAILED;
    }
    return DONE;
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureReport())
        .setParameterExceptionHandler(new UsageReport());
  }

  /** The data folder named, also where a cluster is. */
  Path data() {
    return data;
  }

  /** What the command works on. */
  Site site() {
    return new Site(data, conf, settings);
  }
}
