/** The rows of the document table, and what is noted of records that changed nothing. */
package org.tideline.schema.document;
