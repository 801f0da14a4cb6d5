package dev.tako.coordinator.postgres;

import dev.tako.contract.Phase;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads runs for people: lists, without loading what a decision needs.
@ApplicationScoped
public class RunQueries {
  private static final String COLUMNS =
      "select id, repo, workflow, status, phase, reason, requested_by, started_at, ended_at"
          + " from run";

  private final DataSource database;

  RunQueries(DataSource database) {
    this.database = database;
  }

  /// What to list, the newest first.
  ///
  /// @param repo with a branch: that branch; without: any
  /// @param before only runs older than this one
  public record Filter(
      @Nullable RepositoryRef repo, @Nullable Status status, @Nullable RunId before, int limit) {}

  public Optional<RunRow> find(RunId id) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COLUMNS + " where id = ?")) {
      select.setString(1, id.value());
      return read(select).stream().findFirst();
    } catch (SQLException e) {
      throw new DatabaseException("read run " + id, e);
    }
  }

  public List<RunRow> list(Filter filter) {
    List<String> conditions = new ArrayList<>();
    List<String> values = new ArrayList<>();
    RepositoryRef repo = filter.repo();
    if (repo != null) {
      conditions.add(
          repo.branch() == null ? "(repo = ? or starts_with(repo, ? || ':'))" : "repo = ?");
      values.add(repo.toString());
      if (repo.branch() == null) {
        values.add(repo.toString());
      }
    }
    Status status = filter.status();
    if (status != null) {
      conditions.add("status = ?");
      values.add(status.word());
    }
    RunId before = filter.before();
    if (before != null) {
      conditions.add("(started_at, id) < (select started_at, id from run where id = ?)");
      values.add(before.value());
    }
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                COLUMNS + where + " order by started_at desc, id desc limit ?")) {
      for (int i = 0; i < values.size(); i++) {
        select.setString(i + 1, values.get(i));
      }
      select.setInt(values.size() + 1, filter.limit());
      return read(select);
    } catch (SQLException e) {
      throw new DatabaseException("list runs", e);
    }
  }

  private static List<RunRow> read(PreparedStatement select) throws SQLException {
    List<RunRow> runs = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        OffsetDateTime endedAt = row.getObject(9, OffsetDateTime.class);
        runs.add(
            new RunRow(
                new RunId(row.getString(1)),
                RepositoryRef.parse(row.getString(2)),
                row.getString(3),
                Status.ofWord(row.getString(4)),
                Phase.ofWord(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                endedAt == null ? null : endedAt.toInstant()));
      }
    }
    return runs;
  }
}
