/**
 * How stored views are compared without joining them: keys and values, checksums that add up, and
 * what a third count decides.
 */
package org.tideline.views.certify;
