/**
 * A cluster on one machine: the daemons that Tideline's users run, each a process of its own, from
 * Maven's artifacts.
 */
package org.tideline.cluster;
