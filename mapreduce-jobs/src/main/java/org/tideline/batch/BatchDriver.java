package org.tideline.batch;

import org.apache.hadoop.util.ProgramDriver;

/** What {@code hadoop jar tideline-mapreduce-jobs.jar STEP --generation N} runs. */
public final class BatchDriver {
  private BatchDriver() {}

  public static void main(String[] arguments) throws Throwable {
    ProgramDriver driver = new ProgramDriver();
    driver.addClass("freeze", FreezeTool.class, "begins a generation and prints its number");
    driver.addClass("archive", ArchiveTool.class, "copies the log up to the generation's cut");
    driver.addClass("current", CurrentTool.class, "finds the current version of every document");
    driver.addClass("words", WordsTool.class, "counts the words of the current documents");
    driver.addClass("wordcount", WordsTool.class, "the same as words");
    driver.addClass("index", IndexTool.class, "makes the postings of the current documents");
    driver.addClass("inverted-index", IndexTool.class, "the same as index");
    driver.addClass("ranking", RankingTool.class, "sorts the words by their counts");
    driver.addClass("timeline", TimelineTool.class, "sorts the documents by their event times");
    driver.addClass("views", ViewsTool.class, "sums up the views of users");
    driver.addClass("load", LoadTool.class, "loads the files into the generation's tables");
    driver.addClass("certify", CertifyTool.class, "holds it against base and realtime views");
    driver.addClass("publish", PublishTool.class, "makes the generation serve");
    driver.addClass("expire", ExpireTool.class, "deletes what is kept no more");
    System.exit(driver.run(arguments));
  }
}
