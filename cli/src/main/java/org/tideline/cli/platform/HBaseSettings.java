package org.tideline.cli.platform;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.hbase.regionserver.ConstantSizeRegionSplitPolicy;

/**
 * HBase on one machine: what its clients must know, and how its master and region server are tuned.
 */
final class HBaseSettings {
  /** A cell carries a document's text and a little more than that. */
  private static final int MAX_CELL_BYTES = KafkaEngine.MAX_RECORD_BYTES;

  private HBaseSettings() {}

  static Map<String, String> client(DataFolder data, Ports ports) {
    Map<String, String> settings = new HashMap<>();
    settings.put("hbase.zookeeper.quorum", ZooKeeperEngine.HOST);
    settings.put("hbase.zookeeper.property.clientPort", Integer.toString(ports.zooKeeper()));
    settings.put("hbase.rootdir", data.hbase().toUri().toString());
    settings.put("hbase.tmp.dir", data.mapReduce().resolve("hbase").toString());
    settings.put("hbase.fs.tmp.dir", data.staging().toUri().toString());
    settings.put("hbase.unsafe.stream.capability.enforce", "true");
    // HBase is on this machine: asked after 20 ms, not after 100, whether a table is made. Waits
    // grow
    // from there, and more of them make up for the patience that is lost: more than two minutes.
    settings.put("hbase.client.pause", "20");
    settings.put("hbase.client.retries.number", "45");
    settings.put("hbase.client.keyvalue.maxsize", Integer.toString(MAX_CELL_BYTES));
    settings.put("hbase.server.keyvalue.maxsize", Integer.toString(MAX_CELL_BYTES));
    return settings;
  }

  static Map<String, String> server(DataFolder data, Ports ports) {
    Map<String, String> settings = new HashMap<>();
    settings.put("hbase.tmp.dir", data.temporary().resolve("hbase").toString());
    addresses(settings, ports);
    quickStart(settings);
    oneMachine(settings);
    return settings;
  }

  private static void addresses(Map<String, String> settings, Ports ports) {
    settings.put("hbase.localcluster.assign.random.ports", "false");
    settings.put("hbase.master.hostname", "localhost");
    settings.put("hbase.unsafe.regionserver.hostname", "localhost");
    settings.put("hbase.master.ipc.address", "127.0.0.1");
    settings.put("hbase.regionserver.ipc.address", "127.0.0.1");
    settings.put("hbase.master.port", Integer.toString(ports.hbaseMaster()));
    settings.put("hbase.regionserver.port", Integer.toString(ports.regionServer()));
    settings.put("hbase.master.info.port", "-1");
    settings.put("hbase.regionserver.info.port", "-1");
    // A laptop that slept for minutes must not find its region server dead.
    settings.put("zookeeper.session.timeout", Integer.toString(ZooKeeperEngine.MAX_SESSION_MS));
  }

  private static void quickStart(Map<String, String> settings) {
    settings.put("hbase.master.wait.on.regionservers.mintostart", "1");
    settings.put("hbase.master.wait.on.regionservers.maxtostart", "1");
    settings.put("hbase.master.wait.on.regionservers.interval", "50");
    settings.put("hbase.master.wait.on.regionservers.timeout", "1000");
    // Not less: with every report the region server writes out the calls that it works on.
    settings.put("hbase.regionserver.msginterval", "1000");
    // How long the master collects what it wants of a region server; with one there is little.
    settings.put("hbase.procedure.remote.dispatcher.delay.msec", "5");
  }

  /** One user and a heap of 1.5 GB, which the log, the speed layer and HBase share. */
  private static void oneMachine(Map<String, String> settings) {
    settings.put("hbase.regionserver.handler.count", "8");
    settings.put("hbase.regionserver.metahandler.count", "3");
    settings.put("hbase.regionserver.replication.handler.count", "1");
    settings.put("hbase.master.handler.count", "4");
    settings.put("hbase.netty.worker.count", "2");
    settings.put("hfile.block.cache.size", "0.15");
    settings.put("hbase.regionserver.global.memstore.size", "0.25");
    settings.put("hbase.hregion.memstore.flush.size", Integer.toString(128 << 20));
    // Parts of a table on one server are no faster, and dividing it stops its writers for a while.
    settings.put(
        "hbase.regionserver.region.split.policy", ConstantSizeRegionSplitPolicy.class.getName());
    // A set of new cells fills one chunk, and a search for the newest looks at every cell of it. At
    // 2 MB, the default, a chunk is also more than half a region of G1's and takes whole ones.
    settings.put("hbase.hregion.memstore.mslab.chunksize", Integer.toString(256 << 10));
    settings.put("hbase.ipc.server.max.callqueue.size", Integer.toString(128 << 20));
  }
}
