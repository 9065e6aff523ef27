package org.tideline.batch;

import java.io.IOException;
import java.util.OptionalInt;
import org.tideline.batch.certify.CertifyStep;
import org.tideline.schema.generation.Certificate;

/** Holds a generation against the base and the realtime views, and prints the verdict. */
public final class CertifyTool extends StepTool {
  /** For {@code hadoop jar}. */
  public CertifyTool() {
    super(CertifyStep.NAME);
  }

  public static void main(String[] arguments) throws Exception {
    main(new CertifyTool(), arguments);
  }

  @Override
  void run(BatchRun run, OptionalInt generation) throws IOException, InterruptedException {
    int number = generation(generation);
    run.run(CertifyStep.NAME, number);
    Certificate certificate = run.certificate(number).orElseThrow();
    tell("verdict", certificate.verdict().printed());
    tell("held", Boolean.toString(run.holds(certificate)));
    System.out.printf("verdict %s  %s%n", certificate.verdict().printed(), certificate.reason());
  }

  @Override
  String usage() {
    return "--generation N";
  }
}
