package org.tideline.cli.platform;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's raw local file system, which asks {@code ls} and {@code chmod} for the permissions of
 * every file it opens or makes where its native library is missing. This one asks the JDK.
 */
final class UnixFileSystem extends RawLocalFileSystem {
  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Map<String, Object> attributes;
    try {
      attributes =
          Files.readAttributes(
              pathToFile(path).toPath(),
              "unix:mode,owner,group,size,isDirectory,lastModifiedTime,lastAccessTime");
    } catch (FileSystemException e) {
      // Two tasks put their files into one folder: it may be there a moment after it was not.
      if (!(e instanceof NoSuchFileException) && pathToFile(path).exists()) {
        throw e;
      }
      throw new FileNotFoundException("File " + path + " does not exist");
    }
    boolean directory = (Boolean) attributes.get("isDirectory");
    return new FileStatus(
        directory ? 0 : (Long) attributes.get("size"),
        directory,
        1,
        getDefaultBlockSize(path),
        ((FileTime) attributes.get("lastModifiedTime")).toMillis(),
        ((FileTime) attributes.get("lastAccessTime")).toMillis(),
        new FsPermission((short) ((Integer) attributes.get("mode") & 07777)),
        ((Principal) attributes.get("owner")).getName(),
        ((Principal) attributes.get("group")).getName(),
        path.makeQualified(getUri(), getWorkingDirectory()));
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    Files.setAttribute(pathToFile(path).toPath(), "unix:mode", (int) permission.toShort());
  }
}
