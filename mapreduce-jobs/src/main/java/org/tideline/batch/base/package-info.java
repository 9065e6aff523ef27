/** What an incremental run reads of its base: the files that its steps made, and no table. */
package org.tideline.batch.base;
