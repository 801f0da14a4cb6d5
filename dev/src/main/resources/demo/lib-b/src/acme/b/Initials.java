package acme.b;

import acme.core.Names;

/** The initials of a person. */
public final class Initials {
  private Initials() {}

  public static String of(String name) {
    StringBuilder initials = new StringBuilder();
    for (String part : Names.tidy(name).split(" ")) {
      initials.append(part, 0, 1);
    }
    return initials.toString();
  }
}
