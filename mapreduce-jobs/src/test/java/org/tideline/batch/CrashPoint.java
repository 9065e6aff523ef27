package org.tideline.batch;

import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * Where a run of the batch layer ends too early. All but the first and those that say "noted" are
 * inside a step.
 */
enum CrashPoint {
  FROZEN("freeze", Act.NOTED, ""),
  ARCHIVE_A_TASK_DONE("archive", Act.AFTER_RENAME, "building/archive/[^/]+/(?!_temporary).+"),
  ARCHIVE_OF_ONE_PARTITION("archive", Act.AFTER_RENAME, "master/.*/00000/[^/]*", true),
  ARCHIVE_NOTED("archive", Act.NOTED, ""),
  CURRENT_BUILT("current", Act.BEFORE_RENAME, "generations/[^/]*/current"),
  CURRENT_IN_PLACE("current", Act.AFTER_RENAME, "generations/[^/]*/current"),
  WORDS_A_TASK_DONE("words", Act.AFTER_RENAME, "building/words/[^/]+/(?!_temporary).+", true),
  WORDS_BUILT("words", Act.BEFORE_RENAME, "generations/[^/]*/words"),
  INDEX_A_TASK_DONE("index", Act.AFTER_RENAME, "building/index/[^/]+/(?!_temporary).+"),
  INDEX_IN_PLACE("index", Act.AFTER_RENAME, "generations/[^/]*/index", true),
  RANKING_IN_PLACE("ranking", Act.AFTER_RENAME, "generations/[^/]*/ranking"),
  TIMELINE_IN_PLACE("timeline", Act.AFTER_RENAME, "generations/[^/]*/timeline"),
  VIEWS_IN_PLACE("views", Act.AFTER_RENAME, "generations/[^/]*/views"),
  LOADED("load", Act.UNNOTED, ""),
  CERTIFICATE_HALF_WRITTEN("certify", Act.BEFORE_CREATE, "certificates/.*", true),
  CERTIFIED("certify", Act.UNNOTED, ""),
  PUBLICATION_BEGUN("publish", Act.AFTER_DELETE, "generations/[^/]*/ranking", true),
  PUBLISHED("publish", Act.UNNOTED, ""),
  EXPIRED("expire", Act.UNNOTED, "");

  /** The last thing that is done, or the first that is not. */
  enum Act {
    /** The step is done and it is written down that it is. */
    NOTED,
    /** The step is done, that it is was not written down. */
    UNNOTED,
    BEFORE_RENAME,
    AFTER_RENAME,
    AFTER_DELETE,
    BEFORE_CREATE
  }

  private final String step;
  private final Act act;
  private final String place;
  private final boolean halts;

  CrashPoint(String step, Act act, String place) {
    this(step, act, place, false);
  }

  CrashPoint(String step, Act act, String place, boolean halts) {
    this.step = step;
    this.act = act;
    this.place = place;
    this.halts = halts;
  }

  /** The step that is broken off, or the last that is done. */
  String step() {
    return step;
  }

  Act act() {
    return act;
  }

  /** Whether a process of its own is to halt there, with all that it holds. */
  boolean halts() {
    return halts;
  }

  /** The paths below {@code root} at which a file is renamed, deleted or made last. */
  Predicate<Path> below(Path root) {
    return path -> path.toUri().getPath().matches(root.toUri().getPath() + "/.*" + place);
  }
}
