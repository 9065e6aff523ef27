package org.tideline.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tideline completion}. */
@Command(
    name = "completion",
    description = "Prints a script by which a shell completes commands, options and files.")
final class CompletionCommand {
  @Spec private CommandSpec spec;

  @Command(name = "bash", description = "For bash: source <(tideline completion bash)")
  int bash() {
    return print();
  }

  @Command(name = "zsh", description = "For zsh: source <(tideline completion zsh)")
  int zsh() {
    return print();
  }

  /** One script for both: in zsh it turns on what completes as bash does. */
  private int print() {
    spec.commandLine().getOut().println(AutoComplete.bash("tideline", spec.root().commandLine()));
    return Main.DONE;
  }
}
