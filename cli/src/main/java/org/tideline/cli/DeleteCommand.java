package org.tideline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tideline.cli.ingest.Acknowledged;
import org.tideline.cli.ingest.DocumentProducer;
import org.tideline.views.document.Change;
import org.tideline.views.document.DocumentId;
import org.tideline.views.document.DocumentVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code tideline delete}. */
@Command(name = "delete", description = "Deletes documents, as of now.")
final class DeleteCommand implements Callable<Integer> {
  @ParentCommand private Main tideline;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of documents.")
  private List<String> ids;

  @Option(names = "--wait", description = "Return only when no answer includes them.")
  private boolean wait;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    // One that cannot be a name is found before any document is deleted.
    ids.forEach(DocumentId::require);
    try (Session session = Session.open(tideline.site())) {
      Acknowledged acknowledged;
      try (DocumentProducer producer = session.producer()) {
        for (String id : ids) {
          producer.delete(delete(session, id));
        }
        acknowledged = producer.acknowledged();
      }
      out.printf(
          "deleted %s; receipt %s%n",
          new Counted(ids.size(), "document"), acknowledged.printedReceipt());
      if (wait) {
        out.println(Readable.await(session.client(), acknowledged).printed());
      }
      return Main.DONE;
    }
  }

  /** Not before the version that it is to delete, whose event time may lie in the future. */
  private Change.Delete delete(Session session, String id) throws IOException {
    Optional<DocumentVersion> version = session.client().document(id).version();
    if (version.flatMap(DocumentVersion::content).isEmpty()) {
      spec.commandLine().getErr().printf("note: document \"%s\" is not there%n", id);
    }
    long now = System.currentTimeMillis();
    return new Change.Delete(
        id, version.map(found -> Math.max(now, found.version().eventTime())).orElse(now));
  }
}
