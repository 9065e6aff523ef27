/** A region server that halts its process at a chosen moment. */
package org.tideline.cli.crash;
