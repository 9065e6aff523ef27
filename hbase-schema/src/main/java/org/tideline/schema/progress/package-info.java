/** How far the speed layer is, partition by partition. */
package org.tideline.schema.progress;
