package org.tideline.cluster;

/** How the engines that log by Log4j 2 are told to. */
final class Log4j {
  /** All to where the daemon's own output goes. */
  static final String TO_CONSOLE =
      """
      <Configuration status="WARN">
        <Appenders>
          <Console name="console" target="SYSTEM_OUT">
            <PatternLayout pattern="%d{ISO8601} %p [%t] %c{2}: %m%n%throwable"/>
          </Console>
        </Appenders>
        <Loggers>
          <Root level="INFO">
            <AppenderRef ref="console"/>
          </Root>
        </Loggers>
      </Configuration>
      """;

  private Log4j() {}
}
