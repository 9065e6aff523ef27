/** What is stored by event time: windows, the timeline, and which records were late. */
package org.tideline.schema.window;
