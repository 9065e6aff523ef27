/** Reading batch and realtime views as one. */
package org.tideline.query;
