/**
 * The words view: how often every term stands in the current documents, as files that HBase takes.
 */
package org.tideline.batch.words;
