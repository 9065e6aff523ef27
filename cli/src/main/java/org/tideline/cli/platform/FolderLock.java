package org.tideline.cli.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive right to a data folder. The operating system takes it back when the process dies,
 * however that happens.
 */
final class FolderLock implements AutoCloseable {
  /** POSIX drops a process's locks on a file with any of its handles: never open a second one. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final DataFolder folder;
  private final Path canonical;
  private final FileChannel channel;

  private FolderLock(DataFolder folder, Path canonical, FileChannel channel) {
    this.folder = folder;
    this.canonical = canonical;
    this.channel = channel;
  }

  /**
   * @throws PlatformException if another process, or this one, holds the folder
   */
  static FolderLock acquire(DataFolder folder) throws IOException {
    Files.createDirectories(folder.path());
    Path canonical = folder.path().toRealPath();
    if (!HELD_HERE.add(canonical)) {
      throw held(folder);
    }
    FileChannel channel = null;
    boolean acquired = false;
    try {
      channel =
          FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(folder);
      }
      folder.holder(RunningProcess.current(false));
      acquired = true;
      return new FolderLock(folder, canonical, channel);
    } finally {
      if (!acquired) {
        HELD_HERE.remove(canonical);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** From now on clients may connect. */
  void ready() throws IOException {
    folder.holder(RunningProcess.current(true));
  }

  /** From now on no new client may connect. */
  void stopping() throws IOException {
    folder.holder(RunningProcess.current(false));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.path().resolve("up.properties"));
    channel.close();
    HELD_HERE.remove(canonical);
  }

  private static PlatformException held(DataFolder folder) throws IOException {
    String process =
        folder
            .holder()
            .map(holder -> "process %d (started %s)".formatted(holder.id(), holder.started()))
            .orElse("another process");
    String stop = folder.holder().map(holder -> "kill %d".formatted(holder.id())).orElse("Ctrl-C");
    return new PlatformException(
        "data folder %s: expected no other platform on it, found %s; stop that one with `%s`, or name another folder with --data"
            .formatted(folder.path(), process, stop));
  }
}
