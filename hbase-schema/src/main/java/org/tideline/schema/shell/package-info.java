/** What the scripts for the HBase shell print: the tables, the serving row, and cells decoded. */
package org.tideline.schema.shell;
