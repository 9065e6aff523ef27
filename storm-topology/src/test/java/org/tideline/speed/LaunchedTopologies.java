package org.tideline.speed;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.Config;
import org.apache.storm.hooks.BaseTaskHook;
import org.apache.storm.task.TopologyContext;

/**
 * Notes which topologies have tasks. One that is killed while its worker is still being made ends
 * Storm's supervisor, and the process with it.
 */
public final class LaunchedTopologies extends BaseTaskHook {
  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context) {
    NAMES.add((String) conf.get(Config.TOPOLOGY_NAME));
  }

  static boolean contains(String topology) {
    return NAMES.contains(topology);
  }
}
