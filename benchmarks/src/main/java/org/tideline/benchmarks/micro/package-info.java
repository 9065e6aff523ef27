/** The loops that everything waits for, by themselves, under JMH. */
package org.tideline.benchmarks.micro;
