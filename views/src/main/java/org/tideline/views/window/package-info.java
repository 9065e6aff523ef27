/** Event time: windows, the watermark that closes them, and what counts in each. */
package org.tideline.views.window;
