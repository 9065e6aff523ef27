/**
 * The whole path in memory: a log, tables that keep cells as HBase does, spouts and bolts that
 * crash, and a schedule drawn from a seed.
 */
package org.tideline.views.simulation;
