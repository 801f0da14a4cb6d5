package acme.a;

import acme.core.Names;

/** A greeting for a person. */
public final class Greeting {
  private Greeting() {}

  public static String to(String name) {
    return "Hello, " + Names.tidy(name) + "!";
  }
}
