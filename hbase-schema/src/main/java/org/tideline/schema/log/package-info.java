/** The log: the format of its records, and its topic as an epoch relies on it. */
package org.tideline.schema.log;
