package acme.bom;

import acme.a.Greeting;
import acme.b.Initials;

/** Compiles only when the pinned libraries go together. */
public final class Together {
  private Together() {}

  public static String greet(String name) {
    return Greeting.to(name) + " (" + Initials.of(name) + ")";
  }
}
