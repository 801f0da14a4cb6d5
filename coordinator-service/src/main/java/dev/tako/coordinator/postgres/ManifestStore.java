package dev.tako.coordinator.postgres;

import dev.tako.coordinator.run.Recent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/// The texts of manifests by digest, each once however many plans name it.
@ApplicationScoped
public class ManifestStore {
  /// Those of two plans over ten thousand repositories each; about four megabytes.
  private static final int MOST_KNOWN = 20_000;

  private final DataSource database;
  private final Recent<Boolean> known = new Recent<>(MOST_KNOWN);

  ManifestStore(DataSource database) {
    this.database = database;
  }

  /// Those of the digests whose text is not stored.
  public Set<String> missing(Collection<String> digests) {
    Set<String> missing = new LinkedHashSet<>(digests);
    synchronized (known) {
      missing.removeIf(digest -> known.get(digest) != null);
    }
    if (missing.isEmpty()) {
      return missing;
    }
    Set<String> stored = new LinkedHashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select digest from manifest where digest = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", missing.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          stored.add(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new DatabaseException("look for %d manifests".formatted(missing.size()), e);
    }
    remember(stored);
    missing.removeAll(stored);
    return missing;
  }

  /// Stores texts under their digests; the same again is no work. In the order of their digests, so
  /// that two who store the same ones never wait for each other crosswise.
  public void add(Map<String, String> texts) {
    Columns rows = new Columns("text", "text");
    new TreeMap<>(texts).forEach((digest, source) -> rows.row(digest, source));
    try (Connection connection = database.getConnection()) {
      rows.write(
          connection,
          """
          insert into manifest (digest, source) select a, b from unnest(?, ?) as t (a, b)
          on conflict do nothing
          """);
    } catch (SQLException e) {
      throw new DatabaseException("store %d manifests".formatted(texts.size()), e);
    }
    remember(texts.keySet());
  }

  /// The texts of those that are stored.
  public Map<String, String> find(Collection<String> digests) {
    Map<String, String> found = HashMap.newHashMap(digests.size());
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select digest, source from manifest where digest = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", digests.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), row.getString(2));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new DatabaseException("read %d manifests".formatted(digests.size()), e);
    }
  }

  private void remember(Collection<String> stored) {
    synchronized (known) {
      stored.forEach(digest -> known.put(digest, true, 1));
    }
  }
}
