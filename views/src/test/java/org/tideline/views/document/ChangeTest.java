package org.tideline.views.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final Map<String, String> ATTRIBUTES = Map.of("title", "T");

  @Test
  void putMakesAVersionWithContent() {
    Change put = new Change.Put(new Document("d", -5, ATTRIBUTES, "text"));
    DocumentVersion version = put.version(7).orElseThrow();
    assertThat(version)
        .isEqualTo(
            new DocumentVersion(
                "d", new Version(-5, 7), Optional.of(new Content(ATTRIBUTES, "text"))));
    assertThat(version.text()).contains("text");
  }

  @Test
  void deleteMakesAVersionWithoutContent() {
    DocumentVersion version = new Change.Delete("d", 5).version(7).orElseThrow();
    assertThat(version).isEqualTo(new DocumentVersion("d", new Version(5, 7), Optional.empty()));
    assertThat(version.text()).isEmpty();
  }

  @Test
  void ticksAndUnusableRecordsMakeNone() {
    assertThat(new Change.Tick().version(7)).isEmpty();
    assertThat(new Change.Quarantined("d", "no value").version(7)).isEmpty();
  }

  @Test
  void greatestEventTimeThenGreatestPositionIsCurrent() {
    Version standing = new Version(10, 5);
    assertThat(new Version(11, 4).supersedes(standing)).isTrue();
    assertThat(new Version(9, 6).supersedes(standing)).isFalse();
    assertThat(new Version(10, 6).supersedes(standing)).isTrue();
    assertThat(new Version(10, 4).supersedes(standing)).isFalse();
    assertThat(standing.supersedes(standing)).isFalse();
    assertThat(new Version(-1, 0)).isGreaterThan(new Version(-2, 9));
  }

  @Test
  void idsAreCheckedAndAttributesCopied() {
    assertThatThrownBy(() -> new Change.Delete("", 0))
        .hasMessage("document id: expected 1 to 1024 bytes, got none");
    assertThatThrownBy(() -> new Document("", 0, Map.of(), ""))
        .hasMessage("document id: expected 1 to 1024 bytes, got none");
    Map<String, String> attributes = new HashMap<>(ATTRIBUTES);
    Document document = new Document("d", 0, attributes, "");
    Content content = new Content(attributes, "");
    attributes.clear();
    assertThat(document.attributes()).isEqualTo(ATTRIBUTES);
    assertThat(content.attributes()).isEqualTo(ATTRIBUTES);
  }

  @Test
  void recordsHavePositionsAndTimesFromZeroOn() {
    assertThat(new LogRecord(0, 0, new Change.Tick()).leaderEpoch()).isEmpty();
    assertThatThrownBy(() -> new LogRecord(-1, 0, new Change.Tick()))
        .hasMessage("position of a record must not be negative, got -1");
    assertThatThrownBy(() -> new LogRecord(3, -1, new Change.Tick()))
        .hasMessage(
            "record at position 3 has LogAppendTime -1; expected 0 or more: is the topic's"
                + " message.timestamp.type LogAppendTime?");
  }
}
