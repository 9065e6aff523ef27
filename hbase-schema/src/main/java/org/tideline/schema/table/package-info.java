/** The HBase tables: their names, their descriptors, and how they come to be. */
package org.tideline.schema.table;
