/**
 * How a generation that is built comes to serve: its tables are loaded, then one row is changed.
 */
package org.tideline.batch.publish;
