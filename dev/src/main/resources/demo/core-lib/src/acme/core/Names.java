package acme.core;

/** Names as people write them. */
public final class Names {
  private Names() {}

  public static String tidy(String name) {
    return name.strip();
  }
}
