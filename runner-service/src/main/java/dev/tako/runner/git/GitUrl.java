package dev.tako.runner.git;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.transport.URIish;

/// Where a repository is fetched from: `https://…`, `ssh://…`, `user@host:path`, `file:///…` or an
/// absolute path.
record GitUrl(String text) {
  private static final Set<String> SCHEMES = Set.of("https", "ssh", "file");

  /// @throws IllegalArgumentException if it is none of these
  GitUrl {
    try {
      URIish uri = new URIish(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean scp = scheme.isEmpty() && uri.getHost() != null;
      boolean path = scheme.isEmpty() && uri.getHost() == null && text.startsWith("/");
      if (!SCHEMES.contains(scheme) && !scp && !path) {
        throw refused(text);
      }
    } catch (URISyntaxException e) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "Expected a repository URL with https, ssh or file, but found '" + text + "'.");
  }

  /// A folder name: readable, and different for each URL.
  String folder() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String readable =
          text.replaceAll("^.*[/:]([^/:]+)/*$", "$1").replaceAll("[^A-Za-z0-9.-]", "_");
      return HexFormat.of().formatHex(hash, 0, 10)
          + "-"
          + (readable.length() > 40 ? readable.substring(0, 40) : readable);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
