/** Several sides measured in turn, set against each other, and written down. */
package org.tideline.benchmarks.measure;
