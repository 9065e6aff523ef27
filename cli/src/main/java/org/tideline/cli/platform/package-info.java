/**
 * The whole platform on one machine: ZooKeeper, HBase, Kafka and Storm in one process on one data
 * folder.
 */
package org.tideline.cli.platform;
