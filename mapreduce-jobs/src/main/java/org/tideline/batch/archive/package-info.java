/** The master dataset: the log's records in Avro files, written once and read by every job. */
package org.tideline.batch.archive;
