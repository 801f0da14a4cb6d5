package dev.tako.manifest;

/// A place in a manifest; line and column count from 1.
public record Position(int line, int column) {

  public static final Position START = new Position(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
