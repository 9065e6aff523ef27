/** From files and standard input to acknowledged records of the log. */
package org.tideline.cli.ingest;
