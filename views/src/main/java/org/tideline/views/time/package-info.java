/** The one place that owns the arithmetic of ingest time: buckets, segments, stamps and cuts. */
package org.tideline.views.time;
