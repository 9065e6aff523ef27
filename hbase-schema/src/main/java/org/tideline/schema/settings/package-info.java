/** Every setting of the product: its name, its bounds and the typed record each program reads. */
package org.tideline.schema.settings;
