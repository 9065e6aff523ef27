package org.tideline.batch;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.tideline.schema.local.PlainLocalFileSystem;

/**
 * The local file system of a program that dies: one change is the last thing it does, or does not
 * do any more; every later one is refused. Local to the test's configuration, which must not share
 * file systems with that of the engines.
 */
public final class CrashingFileSystem extends PlainLocalFileSystem {
  /** The exit code of a process that halts. */
  static final int HALTED = 137;

  private record Death(CrashPoint.Act act, Predicate<Path> at, boolean halts) {}

  /** Where it dies; nothing dies without one. */
  private static Optional<Death> death = Optional.empty();

  private static boolean dead;

  /**
   * The next program dies at that change to such a path.
   *
   * @param halts whether this process ends there, as by {@code kill -9}
   */
  static synchronized void dieAt(CrashPoint.Act act, Predicate<Path> path, boolean halts) {
    death = Optional.of(new Death(act, path, halts));
    dead = false;
  }

  /** The next program lives; whether the last one had died. */
  static synchronized boolean live() {
    boolean died = dead;
    death = Optional.empty();
    dead = false;
    return died;
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    requireAlive();
    dieIf(CrashPoint.Act.BEFORE_RENAME, target);
    boolean renamed = super.rename(source, target);
    dieIf(CrashPoint.Act.AFTER_RENAME, target);
    return renamed;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    requireAlive();
    boolean deleted = super.delete(path, recursive);
    if (deleted) {
      dieIf(CrashPoint.Act.AFTER_DELETE, path);
    }
    return deleted;
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    requireAlive();
    dieIf(CrashPoint.Act.BEFORE_CREATE, path);
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static synchronized void dieIf(CrashPoint.Act act, Path path) throws IOException {
    if (death.filter(found -> found.act() == act && found.at().test(path)).isPresent()) {
      if (death.get().halts()) {
        Runtime.getRuntime().halt(HALTED);
      }
      dead = true;
      throw new IOException("the program dies at " + act);
    }
  }

  private static synchronized void requireAlive() throws IOException {
    if (dead) {
      throw new IOException("the program is dead");
    }
  }
}
