/** Reading the log: one spout, many partitions, each with its own checkpoint. */
package org.tideline.speed.log;
