/** What goes from the spout to the bolt, and how it crosses to another worker. */
package org.tideline.speed.tuple;
