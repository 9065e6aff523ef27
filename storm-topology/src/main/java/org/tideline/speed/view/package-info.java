/** Keeping the realtime views: the bolt, and how a flush is written. */
package org.tideline.speed.view;
