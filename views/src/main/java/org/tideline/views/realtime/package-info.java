/**
 * The speed layer as a pure function of the log: what a spout feeds, what a bolt holds, and what
 * must be written before what.
 */
package org.tideline.views.realtime;
