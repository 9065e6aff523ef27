package org.tideline.views.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All views on the class path. Which of them are kept is said in one line: names separated by
 * commas, each with its settings after it.
 *
 * <pre>
 *   billing, word-count analyzer=letter
 * </pre>
 */
public final class ViewCatalog {
  private final Map<String, View<?, ?>> found = new TreeMap<>();

  private ViewCatalog(Iterable<? extends View<?, ?>> views) {
    for (View<?, ?> view : views) {
      View<?, ?> other = found.put(ViewName.require(view.name()), view);
      if (other != null) {
        throw new IllegalArgumentException(
            "view \"%s\": expected one class of that name, found %s and %s; take one of their jars away"
                .formatted(view.name(), other.getClass().getName(), view.getClass().getName()));
      }
    }
  }

  /**
   * Those that {@link ServiceLoader} finds for this thread.
   *
   * @throws IllegalArgumentException if one cannot be loaded, or two have one name
   */
  public static ViewCatalog onClassPath() {
    List<View<?, ?>> views = new ArrayList<>();
    try {
      ServiceLoader.load(View.class).forEach(views::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "a view on the class path cannot be loaded: " + e.getMessage(), e);
    }
    return new ViewCatalog(views);
  }

  /** Their names, sorted. */
  public List<String> names() {
    return List.copyOf(found.keySet());
  }

  /**
   * The views that {@code line} names, with their settings.
   *
   * @throws IllegalArgumentException if one is not there, named twice, or refuses its settings
   */
  public Views select(String line) {
    return new Views(parsed(line).stream().map(this::named).toList());
  }

  /** The same of those on the class path; where none is named, nothing is looked for. */
  public static Views load(String line) {
    return line.isBlank() ? Views.NONE : onClassPath().select(line);
  }

  /** Whether a line is one, whatever views there are. */
  public static boolean isLegal(String line) {
    try {
      parsed(line);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private record Named(String name, Map<String, String> settings) {}

  private static List<Named> parsed(String line) {
    List<Named> all = new ArrayList<>();
    if (line.isBlank()) {
      return all;
    }
    for (String part : line.split(",", -1)) {
      String[] words = part.strip().split("\\s+");
      Map<String, String> settings = new TreeMap<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "view \"%s\": expected settings name=value after its name, found \"%s\""
                  .formatted(words[0], words[i]));
        }
        settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
      }
      all.add(new Named(ViewName.require(words[0]), settings));
    }
    return all;
  }

  private EncodedView named(Named wanted) {
    View<?, ?> view = found.get(wanted.name());
    if (view == null) {
      throw new IllegalArgumentException(
          "view \"%s\" is not on the class path; found are: %s; put its jar into plugins/"
              .formatted(wanted.name(), names().stream().collect(Collectors.joining(", "))));
    }
    try {
      return EncodedView.of(view.configured(wanted.settings()), wanted.settings());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "view \"%s\": %s".formatted(wanted.name(), e.getMessage()), e);
    }
  }
}
