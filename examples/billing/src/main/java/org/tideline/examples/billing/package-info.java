/** A view of one's own: usage records to cents per account and month. */
package org.tideline.examples.billing;
