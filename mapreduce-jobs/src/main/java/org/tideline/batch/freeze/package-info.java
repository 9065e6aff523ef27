/** Where a generation ends: the cut, decided by the log alone. */
package org.tideline.batch.freeze;
