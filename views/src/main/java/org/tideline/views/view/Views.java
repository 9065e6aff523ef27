package org.tideline.views.view;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The views that are kept, in the order of their names. */
public record Views(List<EncodedView> list) implements Iterable<EncodedView> {
  /** None but those that every Tideline has. */
  public static final Views NONE = new Views(List.of());

  public Views {
    list = list.stream().sorted(Comparator.comparing(EncodedView::name)).toList();
    for (int i = 1; i < list.size(); i++) {
      if (list.get(i).name().equals(list.get(i - 1).name())) {
        throw new IllegalArgumentException(
            "views: expected every name once, found \"%s\" twice".formatted(list.get(i).name()));
      }
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The view of that name, if it is kept. */
  public Optional<EncodedView> named(String name) {
    return list.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /** Their names, for people. */
  public String names() {
    return isEmpty()
        ? "none"
        : list.stream().map(EncodedView::name).collect(Collectors.joining(", "));
  }

  @Override
  public Iterator<EncodedView> iterator() {
    return list.iterator();
  }
}
