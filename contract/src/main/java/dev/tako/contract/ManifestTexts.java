package dev.tako.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The texts of manifests by their digests: what the graph service answers to `POST
/// /api/v1/manifests`.
///
/// @param manifests those it has; of many long ones only some, so that whoever lacks others asks
///   again for the rest
public record ManifestTexts(Map<String, String> manifests) {
  /// How many digests one request may name.
  public static final int MOST = 20_000;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public ManifestTexts {
    manifests = Map.copyOf(manifests);
  }

  /// What `POST /api/v1/manifests` asks.
  ///
  /// @param digests as [#digestOf] gives them
  public record Request(List<String> digests) {
    public Request {
      digests = List.copyOf(digests);
    }
  }

  /// The name of a text: hex SHA-256 of its UTF-8 bytes.
  public static String digestOf(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /// Whether a text may have this name.
  public static boolean isDigest(String name) {
    return DIGEST.matcher(name).matches();
  }
}
