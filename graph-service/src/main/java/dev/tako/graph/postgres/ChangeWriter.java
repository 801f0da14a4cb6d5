package dev.tako.graph.postgres;

import dev.tako.contract.Json;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Changes as rows, in one batch per kind of row. Within a batch there is at most one change of a
/// branch, so that the order of the kinds does not matter but for what refers to what.
final class ChangeWriter implements AutoCloseable {
  private final Batch repositories;
  private final Batch outOfForce;
  private final Batch inForce;
  private final Batch noRejection;
  private final Batch rejections;

  private static final class Batch implements AutoCloseable {
    private final PreparedStatement statement;
    private int rows;

    Batch(Connection connection, String sql) throws SQLException {
      statement = connection.prepareStatement(sql);
    }

    void add(@Nullable Object... values) {
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        rows++;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void write() throws SQLException {
      if (rows > 0) {
        statement.executeBatch();
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }

  ChangeWriter(Connection connection) throws SQLException {
    repositories =
        new Batch(
            connection,
            """
            insert into graph.repository
              (name, url, default_branch, problem, registered_at, updated_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (name) do update set url = excluded.url,
              default_branch = excluded.default_branch, problem = excluded.problem,
              updated_at = excluded.updated_at
            """);
    outOfForce =
        new Batch(
            connection,
            """
            update graph.manifest set in_force = false
            where repository = ? and branch = ? and in_force and commit <> ?
            """);
    inForce =
        new Batch(
            connection,
            """
            insert into graph.manifest
              (repository, branch, commit, source, digest, in_force, indexed_at)
            values (?, ?, ?, ?, ?, true, ?)
            on conflict (repository, branch, commit) do update set in_force = true,
              source = excluded.source, digest = excluded.digest,
              indexed_at = excluded.indexed_at
            """);
    noRejection =
        new Batch(connection, "delete from graph.rejection where repository = ? and branch = ?");
    rejections =
        new Batch(
            connection,
            """
            insert into graph.rejection
              (repository, branch, commit, reason, problems, rejected_at)
            values (?, ?, ?, ?, cast(? as jsonb), ?)
            on conflict (repository, branch) do update set commit = excluded.commit,
              reason = excluded.reason, problems = excluded.problems,
              rejected_at = excluded.rejected_at
            """);
  }

  void add(Change change, Instant now) {
    switch (change) {
      case Change.Saved(Repository repository) ->
          repositories.add(
              repository.fullName(),
              repository.url(),
              repository.defaultBranch(),
              repository.problem(),
              time(now),
              time(now));
      case Change.PutInForce(IndexedManifest manifest, Instant at) -> {
        String branch = Change.branchName(manifest.repo());
        outOfForce.add(manifest.name(), branch, manifest.commit());
        inForce.add(
            manifest.name(),
            branch,
            manifest.commit(),
            manifest.source(),
            manifest.sourceDigest(),
            time(at));
        noRejection.add(manifest.name(), branch);
      }
      case Change.Rejected(RepositoryRef repo, Rejection why, Instant at) -> reject(repo, why, at);
      case Change.Withdrawn(RepositoryRef repo, Rejection why, Instant at) -> {
        outOfForce.add(repo.fullName(), Change.branchName(repo), "");
        reject(repo, why, at);
      }
      case Change.Forgotten(RepositoryRef repo) -> {
        outOfForce.add(repo.fullName(), Change.branchName(repo), "");
        noRejection.add(repo.fullName(), Change.branchName(repo));
      }
    }
  }

  private void reject(RepositoryRef repo, Rejection why, Instant at) {
    rejections.add(
        repo.fullName(),
        Change.branchName(repo),
        why.commit(),
        why.reason(),
        Json.text(why.problems()),
        time(at));
  }

  void write() throws SQLException {
    repositories.write();
    outOfForce.write();
    inForce.write();
    noRejection.write();
    rejections.write();
  }

  private static OffsetDateTime time(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public void close() throws SQLException {
    repositories.close();
    outOfForce.close();
    inForce.close();
    noRejection.close();
    rejections.close();
  }
}
