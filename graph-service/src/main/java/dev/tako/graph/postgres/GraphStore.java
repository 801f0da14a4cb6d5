package dev.tako.graph.postgres;

import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.RepositoryRef;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What outlives the process: registered repositories, their manifests by commit, and bases.
@ApplicationScoped
public class GraphStore {
  private static final Logger LOG = LoggerFactory.getLogger(GraphStore.class);

  private final DataSource database;

  GraphStore(DataSource database) {
    this.database = database;
  }

  /// Writes all of them, or none. Rows are put with one statement each, in batches of the same
  /// kind: no row is read first, and ten thousand repositories come in at once.
  @Transactional
  public void write(List<Change> changes, Instant now) {
    try (Connection connection = database.getConnection();
        ChangeWriter writer = new ChangeWriter(connection)) {
      changes.forEach(change -> writer.add(change, now));
      writer.write();
    } catch (SQLException e) {
      throw new PersistenceException("Could not write %d changes".formatted(changes.size()), e);
    }
  }

  /// @return whether it is new
  @Transactional
  public boolean addBase(String pattern, Instant now) {
    if (BaseRow.findById(pattern) != null) {
      return false;
    }
    BaseRow row = new BaseRow();
    row.pattern = pattern;
    row.addedAt = now;
    row.persist();
    return true;
  }

  @Transactional
  public List<String> bases() {
    List<BaseRow> rows = BaseRow.listAll(Sort.by("addedAt", "pattern"));
    return rows.stream().map(row -> row.pattern).toList();
  }

  /// Every manifest of a repository that ever was in force, the newest first.
  ///
  /// @param branch null: of all branches
  @Transactional
  public List<Version> versions(String repository, @Nullable String branch) {
    Sort newest = Sort.descending("indexedAt").and("branch").and("commit");
    List<ManifestRow> rows =
        branch == null
            ? ManifestRow.list("repository", newest, repository)
            : ManifestRow.list("repository = ?1 and branch = ?2", newest, repository, branch);
    return rows.stream().map(GraphStore::version).toList();
  }

  /// The texts of those manifests that ever were in force, by digest.
  ///
  /// @param digests hex SHA-256 of the texts
  public Map<String, String> sources(Collection<String> digests) {
    Map<String, String> sources = new HashMap<>();
    if (digests.isEmpty()) {
      return sources;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select distinct on (digest) digest, source from graph.manifest where digest = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", digests.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sources.put(row.getString(1), row.getString(2));
        }
      }
      return sources;
    } catch (SQLException e) {
      throw new PersistenceException("Could not read %d manifests".formatted(digests.size()), e);
    }
  }

  private static Version version(ManifestRow row) {
    RepositoryRef repo = RepositoryRef.parse(row.repository).withBranch(row.branch);
    return new Version(repo, row.commit, row.inForce, row.indexedAt, row.source);
  }

  /// The whole graph as it was left.
  @Transactional
  public Graph load() {
    Map<String, Repository> repositories = new LinkedHashMap<>();
    for (RepositoryRow row : RepositoryRow.<RepositoryRow>listAll(Sort.by("name"))) {
      Repository registered = Repository.registered(RepositoryRef.parse(row.name), row.url);
      Repository reached =
          row.defaultBranch == null ? registered : registered.reached(row.defaultBranch);
      repositories.put(row.name, row.problem == null ? reached : reached.unreached(row.problem));
    }
    ManifestRow.<ManifestRow>list("inForce").parallelStream()
        .map(GraphStore::read)
        .toList()
        .forEach(stored ->
            repositories.computeIfPresent(
                stored.repo().fullName(), (_, repository) -> repository.with(stored.branch())));
    for (RejectionRow row : RejectionRow.<RejectionRow>listAll()) {
      Rejection why =
          new Rejection(
              row.commit, row.reason, List.of(Json.read(row.problems, ManifestProblem[].class)));
      repositories.computeIfPresent(
          row.repository,
          (_, repository) ->
              repository.with(
                  repository
                      .branch(row.branch)
                      .orElseGet(() -> Branch.unindexed(row.branch))
                      .rejected(why)));
    }
    Graph graph = Graph.EMPTY;
    for (Repository repository : repositories.values()) {
      graph = graph.with(repository);
    }
    return graph;
  }

  private record Stored(RepositoryRef repo, Branch branch) {}

  /// A newer version of the language may refuse what an older one took; such a manifest is rejected
  /// as a new one would be.
  private static Stored read(ManifestRow row) {
    RepositoryRef repo = RepositoryRef.parse(row.repository).withBranch(row.branch);
    Branch branch = Branch.unindexed(Change.branchName(repo));
    ParseResult result = ManifestParser.parse(IndexedManifest.FILE, row.source);
    Manifest manifest = result.manifest();
    if (manifest != null) {
      IndexedManifest inForce = IndexedManifest.of(repo, row.commit, row.source, manifest);
      return new Stored(repo, branch.indexed(inForce, row.indexedAt));
    }
    LOG.warn(
        "A stored manifest is not valid any more: repo={} branch={} commit={}",
        row.repository,
        row.branch,
        row.commit);
    List<ManifestProblem> problems =
        result.problems().stream()
            .map(problem -> IndexedManifest.problemOf(repo, problem, row.source))
            .toList();
    String reason =
        "%s at %s is not valid in this version of Tako any more: %s"
            .formatted(IndexedManifest.FILE, row.commit, problems.getFirst().message());
    return new Stored(repo, branch.rejected(new Rejection(row.commit, reason, problems)));
  }
}
