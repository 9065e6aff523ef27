package org.tideline.batch;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.tideline.schema.local.PlainLocalFileSystem;

/**
 * The local file system of a program that dies: one rename is the last thing it does, or does not
 * do any more; every later change is refused. Local to the test's configuration, which must not
 * share file systems with that of the engines.
 */
public final class CrashingFileSystem extends PlainLocalFileSystem {
  /** Where it dies, as the target of a rename; nothing dies without one. */
  private static Optional<Predicate<Path>> deadly = Optional.empty();

  private static boolean afterIt;
  private static boolean dead;

  /** The next program dies at the rename to such a path, before it or after it. */
  static void dieAt(Predicate<Path> target, boolean after) {
    deadly = Optional.of(target);
    afterIt = after;
    dead = false;
  }

  /** The next program lives; whether the last one had died. */
  static boolean live() {
    boolean died = dead;
    deadly = Optional.empty();
    dead = false;
    return died;
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    requireAlive();
    if (deadly.filter(here -> here.test(target)).isPresent()) {
      boolean renamed = afterIt && super.rename(source, target);
      dead = true;
      throw new IOException("the program dies %s".formatted(renamed ? "after" : "before"));
    }
    return super.rename(source, target);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    requireAlive();
    return super.delete(path, recursive);
  }

  private static void requireAlive() throws IOException {
    if (dead) {
      throw new IOException("the program is dead");
    }
  }
}
