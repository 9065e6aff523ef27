/** What the distributed sorts share: where their parts begin, and how rows pass to them. */
package org.tideline.batch.sort;
