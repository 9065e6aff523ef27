package org.tideline.cluster;

import java.io.IOException;
import java.util.Map;

/** Tideline's own settings on the cluster. */
final class TidelineSettings {
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  TidelineSettings(ClusterFolder folder, ClusterPorts ports) {
    this.folder = folder;
    this.ports = ports;
  }

  void write() throws IOException {
    SiteFile.write(
        folder.conf().resolve("tideline-site.xml"),
        Map.of(
            "tideline.log.bootstrap.servers", ports.address(Port.KAFKA),
            "tideline.log.partitions", "3",
            "tideline.bucket.size", "2s",
            "tideline.topology.workers", "2",
            "tideline.topology.spouts", "2",
            "tideline.topology.bolts", "2",
            "tideline.words.buffer", "16m",
            "tideline.index.buffer", "16m"));
  }
}
