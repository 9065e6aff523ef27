package org.tideline.schema.settings;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import org.tideline.views.view.Admission;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Limits;
import org.tideline.views.view.ViewCatalog;
import org.tideline.views.view.Views;

/**
 * Which views of users are kept, and which documents are taken; part of an epoch.
 *
 * @param views in one line, as {@link ViewCatalog} reads it; empty for none
 */
public record ViewSettings(
    String views, long textBytes, int tokens, int tokenChars, int keyBytes, int valueBytes)
    implements Serializable {
  /** No views, and the limits of a release. */
  public static final ViewSettings NONE =
      new ViewSettings(
          "",
          Limits.DEFAULT.textBytes(),
          Limits.DEFAULT.tokens(),
          Limits.DEFAULT.tokenChars(),
          Limits.DEFAULT.keyBytes(),
          Limits.DEFAULT.valueBytes());

  public ViewSettings {
    Settings.VIEWS.checked(views.isEmpty() ? Settings.NO_VIEWS : views);
    Settings.LIMIT_TEXT_BYTES.checked(textBytes);
    Settings.LIMIT_TOKENS.checked(tokens);
    Settings.LIMIT_TOKEN_CHARS.checked(tokenChars);
    Settings.LIMIT_VIEW_KEY_BYTES.checked(keyBytes);
    Settings.LIMIT_VIEW_VALUE_BYTES.checked(valueBytes);
  }

  static ViewSettings from(TidelineConfiguration configuration) {
    String line = configuration.value(Settings.VIEWS);
    return new ViewSettings(
        line.equals(Settings.NO_VIEWS) ? "" : line,
        configuration.value(Settings.LIMIT_TEXT_BYTES),
        configuration.value(Settings.LIMIT_TOKENS),
        configuration.value(Settings.LIMIT_TOKEN_CHARS),
        configuration.value(Settings.LIMIT_VIEW_KEY_BYTES),
        configuration.value(Settings.LIMIT_VIEW_VALUE_BYTES));
  }

  /** Whether there is any. */
  public boolean keepsAny() {
    return !views.isEmpty();
  }

  /**
   * The views themselves, with their own state; not safe for use by several threads.
   *
   * @throws SettingException if one is not on the class path, or refuses its settings
   */
  public Views load() {
    try {
      return ViewCatalog.load(views);
    } catch (IllegalArgumentException e) {
      throw new SettingException("setting %s: %s".formatted(Settings.VIEWS, e.getMessage()));
    }
  }

  Admission admission(String analyzer) {
    Limits limits = new Limits(textBytes, tokens, tokenChars, keyBytes, valueBytes);
    return new Admission(limits, analyzer, load());
  }

  /** What the fingerprint of a view is recorded as. */
  static String key(String view) {
    return "%s.%s".formatted(Settings.VIEWS, view);
  }

  void record(SortedMap<String, String> recorded) {
    for (EncodedView view : load()) {
      recorded.put(key(view.name()), view.fingerprint());
    }
    recorded.putAll(
        Map.of(
            Settings.LIMIT_TEXT_BYTES.key(),
            Settings.LIMIT_TEXT_BYTES.written(textBytes),
            Settings.LIMIT_TOKENS.key(),
            Settings.LIMIT_TOKENS.written(tokens),
            Settings.LIMIT_TOKEN_CHARS.key(),
            Settings.LIMIT_TOKEN_CHARS.written(tokenChars),
            Settings.LIMIT_VIEW_KEY_BYTES.key(),
            Settings.LIMIT_VIEW_KEY_BYTES.written(keyBytes),
            Settings.LIMIT_VIEW_VALUE_BYTES.key(),
            Settings.LIMIT_VIEW_VALUE_BYTES.written(valueBytes)));
  }

  /** Why an epoch with another view, or another fingerprint of it, is not gone on with. */
  static String difference(int epoch, String key, String recorded, String current) {
    String view = key.substring(Settings.VIEWS.key().length() + 1);
    if (recorded == null) {
      return "view %s: epoch %d was opened without it; take it out of %s, or start anew from an empty folder or namespace"
          .formatted(view, epoch, Settings.VIEWS);
    }
    if (current == null) {
      return "view %s: epoch %d was opened with it (%s); put it back into %s, or start anew from an empty folder or namespace"
          .formatted(view, epoch, recorded, Settings.VIEWS);
    }
    return "view %s is %s: expected %s, with which epoch %d was opened; its code or settings changed: put the jar and the settings back, or start anew from an empty folder or namespace"
        .formatted(view, current, recorded, epoch);
  }

  static boolean isFingerprint(String key) {
    return key.startsWith(Settings.VIEWS.key() + ".");
  }
}
