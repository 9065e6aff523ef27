package org.tideline.schema.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.tideline.schema.settings.Setting.Life;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The file of defaults and docs/settings.md say what the registry says. */
class SettingsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "settings.md");
  private static final String BEGIN = "<!-- table: begin -->\n";
  private static final String END = "<!-- table: end -->";

  private record Entry(String name, String value, String meaning, String expected) {}

  @Test
  void everySettingHasItsDefaultAndMeaning() throws Exception {
    assertThat(entries())
        .extracting(Entry::name)
        .containsExactlyElementsOf(Settings.ALL.stream().map(Setting::key).toList());
    assertThat(entries()).extracting(Entry::meaning).allMatch(meaning -> meaning.endsWith("."));
  }

  @Test
  void defaultsFileNamesBoundsAndUnits() throws Exception {
    assertThat(entries())
        .extracting(Entry::expected)
        .containsExactlyElementsOf(
            Settings.ALL.stream()
                .map(setting -> "Expected: " + setting.expected() + plainNumber(setting))
                .toList());
  }

  /** Run with -Dsettings.document=write after a change of a setting. */
  @Test
  void documentShowsEverySetting() throws Exception {
    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
    String tail = document.substring(document.indexOf(END));
    String expected = head + table() + tail;
    if ("write".equals(System.getProperty("settings.document"))) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/settings.md; write it with: mvn -pl hbase-schema -am test"
                + " -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dsettings.document=write")
        .isEqualTo(expected);
  }

  private static String table() throws Exception {
    StringBuilder table =
        new StringBuilder(
            "| setting | meaning | default | unit | legal values | fixed for an epoch |\n"
                + "|---|---|---|---|---|---|\n");
    List<Entry> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Setting<?> setting = Settings.ALL.get(i);
      table.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  entry.name(),
                  entry.meaning(),
                  entry.value().isEmpty() ? "none" : "`" + entry.value() + "`",
                  setting.unit(),
                  setting.expected(),
                  setting.life() == Life.EPOCH ? "yes" : "no"));
    }
    return table.toString();
  }

  private static String plainNumber(Setting<?> setting) {
    return switch (setting.unit()) {
      case "milliseconds", "bytes" -> "; a plain number is " + setting.unit();
      default -> "";
    };
  }

  private static List<Entry> entries() throws Exception {
    try (InputStream file =
        SettingsDocumentTest.class.getResourceAsStream(
            "/" + TidelineConfiguration.DEFAULT_RESOURCE)) {
      NodeList properties =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file)
              .getElementsByTagName("property");
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < properties.getLength(); i++) {
        Element property = (Element) properties.item(i);
        List<String> description =
            text(property, "description").lines().map(String::strip).toList();
        entries.add(
            new Entry(
                text(property, "name"),
                text(property, "value"),
                String.join(" ", description.subList(0, description.size() - 1)),
                description.get(description.size() - 1)));
      }
      return entries;
    }
  }

  private static String text(Element property, String name) throws IOException {
    return property.getElementsByTagName(name).item(0).getTextContent().strip();
  }
}
