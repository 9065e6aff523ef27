package org.tideline.schema.settings;

import java.io.Serializable;

/**
 * How the speed layer runs; none of it changes what is stored.
 *
 * @param flushInterval time between two flushes of a partition that has something to flush, in
 *     milliseconds, longer where a flush takes longer than half of it; shorter than the tuple
 *     time-out
 * @param flushBytes bytes of records after which a partition is flushed before its interval
 * @param tupleBytes target size of a tuple, which takes at least one record
 * @param bytesInFlight bytes of a partition at which its spout stops reading; at least one tuple
 * @param heartbeat milliseconds without a tuple after which an empty one is sent
 * @param tupleTimeout milliseconds after which a tuple without an answer has failed; whole seconds
 * @param spouts executors that read the log
 * @param bolts executors that compute the views
 * @param ackers executors that follow the tuples
 * @param workers processes of the topology
 * @param lateRecords that are kept of each partition, to be listed
 */
public record SpeedSettings(
    long flushInterval,
    long flushBytes,
    long tupleBytes,
    long bytesInFlight,
    long heartbeat,
    long tupleTimeout,
    int spouts,
    int bolts,
    int ackers,
    int workers,
    int lateRecords)
    implements Serializable {
  public SpeedSettings {
    Settings.FLUSH_INTERVAL.checked(flushInterval);
    Settings.FLUSH_BYTES.checked(flushBytes);
    Settings.TUPLE_BYTES.checked(tupleBytes);
    Settings.BYTES_IN_FLIGHT.checked(bytesInFlight);
    Settings.HEARTBEAT.checked(heartbeat);
    Settings.TUPLE_TIMEOUT.checked(tupleTimeout);
    Settings.TOPOLOGY_SPOUTS.checked(spouts);
    Settings.TOPOLOGY_BOLTS.checked(bolts);
    Settings.TOPOLOGY_ACKERS.checked(ackers);
    Settings.TOPOLOGY_WORKERS.checked(workers);
    Settings.LATE_RECORDS.checked(lateRecords);
    if (bytesInFlight < tupleBytes) {
      throw Settings.BYTES_IN_FLIGHT.refused(
          bytesInFlight,
          "at least %s, which is \"%s\""
              .formatted(Settings.TUPLE_BYTES, Settings.TUPLE_BYTES.written(tupleBytes)));
    }
    if (Math.floorMod(tupleTimeout, 1_000L) != 0) {
      throw Settings.TUPLE_TIMEOUT.refused(
          tupleTimeout, "whole seconds, since Storm takes no others");
    }
    if (tupleTimeout <= flushInterval) {
      throw Settings.TUPLE_TIMEOUT.refused(
          tupleTimeout,
          "more than %s, which is \"%s\", since a flush answers a tuple"
              .formatted(Settings.FLUSH_INTERVAL, Settings.FLUSH_INTERVAL.written(flushInterval)));
    }
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or does not fit the others
   */
  public static SpeedSettings from(TidelineConfiguration configuration) {
    return new SpeedSettings(
        configuration.value(Settings.FLUSH_INTERVAL),
        configuration.value(Settings.FLUSH_BYTES),
        configuration.value(Settings.TUPLE_BYTES),
        configuration.value(Settings.BYTES_IN_FLIGHT),
        configuration.value(Settings.HEARTBEAT),
        configuration.value(Settings.TUPLE_TIMEOUT),
        configuration.value(Settings.TOPOLOGY_SPOUTS),
        configuration.value(Settings.TOPOLOGY_BOLTS),
        configuration.value(Settings.TOPOLOGY_ACKERS),
        configuration.value(Settings.TOPOLOGY_WORKERS),
        configuration.value(Settings.LATE_RECORDS));
  }

  /** The tuple time-out in seconds, as Storm takes it. */
  public int tupleTimeoutSeconds() {
    return Math.toIntExact(tupleTimeout / 1_000);
  }
}
