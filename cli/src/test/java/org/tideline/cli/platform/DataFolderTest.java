package org.tideline.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path path;
  private DataFolder folder;

  @BeforeEach
  void open() {
    folder = new DataFolder(path);
  }

  @Test
  void keepsItsPorts() throws IOException {
    Ports picked = folder.ports();
    assertThat(folder.ports()).isEqualTo(picked);
  }

  @Test
  void picksPortsBelowThoseForOutgoingConnections() throws IOException {
    Ports picked = folder.ports();
    assertThat(
            List.of(
                picked.zooKeeper(),
                picked.kafka(),
                picked.kafkaController(),
                picked.hbaseMaster(),
                picked.regionServer()))
        .allMatch(port -> port >= 20_000 && port < 32_768)
        .doesNotHaveDuplicates();
  }

  @Test
  void picksPortsAnewWhenAnotherProgramHasOne() throws IOException {
    Ports picked = folder.ports();
    try (ServerSocket other =
        new ServerSocket(picked.hbaseMaster(), 1, InetAddress.getLoopbackAddress())) {
      Ports next = folder.ports();
      assertThat(next.free()).isTrue();
      assertThat(next.hbaseMaster()).isNotEqualTo(other.getLocalPort());
      assertThat(folder.ports()).isEqualTo(next);
    }
  }

  @Test
  void refusesTheFormatOfAnotherRelease() throws IOException {
    Path file = path.resolve("platform.properties");
    Files.writeString(file, "format=2\n");
    assertThatThrownBy(folder::ports)
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            file
                + ": expected data folder format 1, found 2;"
                + " use the release that wrote it, or another folder with --data");
  }

  @Test
  void saysHowToMendBrokenPorts() throws IOException {
    Path file = path.resolve("platform.properties");
    Files.writeString(file, "format=1\nzookeeper=x\n");
    assertThatThrownBy(folder::ports)
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            file
                + ": port of zookeeper: expected a number, found x;"
                + " delete this file, and new ports are picked");
  }

  @Test
  void refusesOnePortForTwo() {
    assertThatThrownBy(() -> new Ports(1, 2, 3, 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ports: expected five different ones in [1, 65536), found [1, 2, 3, 4, 4]");
  }
}
