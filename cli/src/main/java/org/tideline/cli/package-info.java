/** The {@code tideline} command: one class per subcommand. */
package org.tideline.cli;
