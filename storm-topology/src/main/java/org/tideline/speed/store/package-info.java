/** HBase as the speed layer uses it: asked until it answers. */
package org.tideline.speed.store;
