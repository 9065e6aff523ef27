/** Shows the whole path on real documents, and recounts what it shows. */
package org.tideline.cli.demo;
