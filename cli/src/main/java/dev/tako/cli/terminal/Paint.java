package dev.tako.cli.terminal;

/// Colours for words, or none.
public enum Paint {
  PLAIN,
  COLOUR;

  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String busy(String text) {
    return in("36", text);
  }

  public String odd(String text) {
    return in("33", text);
  }

  public String faint(String text) {
    return in("2", text);
  }

  public String strong(String text) {
    return in("1", text);
  }

  /// The text in the colour of a status.
  public String status(String status, String text) {
    return switch (status) {
      case "completed" -> good(text);
      case "failed", "timed_out" -> bad(text);
      case "cancelled" -> odd(text);
      case "running", "waiting" -> busy(text);
      default -> faint(text);
    };
  }

  private String in(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
