package org.tideline.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path path;
  private DataFolder folder;

  @BeforeEach
  void open() {
    folder = new DataFolder(path);
  }

  @Test
  void saysWhoHoldsTheFolderAndWhatToDo() throws IOException {
    try (FolderLock lock = FolderLock.acquire(folder)) {
      lock.ready();
      RunningProcess self = RunningProcess.current(true);
      assertThatThrownBy(() -> FolderLock.acquire(folder))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "data folder %s: expected no other platform on it, found process %d (started %s); stop that one with `kill %d`, or name another folder with --data",
              path, self.id(), self.started(), self.id());
    }
  }

  @Test
  void letsTheNextOneIn() throws IOException {
    FolderLock.acquire(folder).close();
    try (FolderLock second = FolderLock.acquire(folder)) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void isNotHeldByTheNoteOfADeadProcess() throws IOException {
    folder.holder(new RunningProcess(ProcessHandle.current().pid(), Instant.EPOCH, true));
    try (FolderLock lock = FolderLock.acquire(folder)) {
      assertThat(lock).isNotNull();
      assertThat(folder.holder()).contains(RunningProcess.current(false));
    }
  }

  @Test
  void tellsAProcessFromALaterOneWithItsId() {
    RunningProcess self = RunningProcess.current(true);
    assertThat(self.alive()).isTrue();
    assertThat(new RunningProcess(self.id(), self.started().minusSeconds(11), true).alive())
        .isFalse();
  }
}
