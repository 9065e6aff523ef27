/** Where every program begins: the epoch that is open, found, made or refused. */
package org.tideline.schema.opening;
