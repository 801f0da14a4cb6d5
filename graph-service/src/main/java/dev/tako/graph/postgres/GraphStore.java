package dev.tako.graph.postgres;

import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.RepositoryRef;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What outlives the process: registered repositories, their manifests by commit, and bases.
@ApplicationScoped
public class GraphStore {
  private static final Logger LOG = LoggerFactory.getLogger(GraphStore.class);

  /// Adds the repository, or updates what is known of it. Its branches are left as they are.
  @Transactional
  public void save(Repository repository, Instant now) {
    RepositoryRow row = RepositoryRow.findById(repository.fullName());
    boolean isNew = row == null;
    RepositoryRow saved = row == null ? new RepositoryRow() : row;
    saved.url = repository.url();
    saved.defaultBranch = repository.defaultBranch();
    saved.problem = repository.problem();
    saved.updatedAt = now;
    if (isNew) {
      saved.name = repository.fullName();
      saved.registeredAt = now;
      saved.persist();
    }
  }

  /// Puts a manifest in force on its branch; the one before is kept as history.
  @Transactional
  public void putInForce(IndexedManifest manifest, Instant now) {
    String repository = manifest.repo().fullName();
    String branch = branchOf(manifest);
    ManifestRow.update(
        "inForce = false where repository = ?1 and branch = ?2 and inForce and commit <> ?3",
        repository,
        branch,
        manifest.commit());
    RejectionRow.deleteById(new RejectionRow.Key(repository, branch));
    ManifestRow row =
        ManifestRow.findById(new ManifestRow.Key(repository, branch, manifest.commit()));
    boolean isNew = row == null;
    ManifestRow saved = row == null ? new ManifestRow() : row;
    saved.source = manifest.source();
    saved.inForce = true;
    saved.indexedAt = now;
    if (isNew) {
      saved.repository = repository;
      saved.branch = branch;
      saved.commit = manifest.commit();
      saved.persist();
    }
  }

  /// Records why the newest commit has no manifest; the one in force stays.
  @Transactional
  public void reject(RepositoryRef repo, String branch, Rejection why, Instant now) {
    var key = new RejectionRow.Key(repo.fullName(), branch);
    RejectionRow row = RejectionRow.findById(key);
    boolean isNew = row == null;
    RejectionRow saved = row == null ? new RejectionRow() : row;
    saved.commit = why.commit();
    saved.reason = why.reason();
    saved.problems = Json.text(why.problems());
    saved.rejectedAt = now;
    if (isNew) {
      saved.repository = key.repository();
      saved.branch = key.branch();
      saved.persist();
    }
  }

  /// Takes a deleted branch out of force.
  @Transactional
  public void forget(RepositoryRef repo, String branch) {
    ManifestRow.update(
        "inForce = false where repository = ?1 and branch = ?2", repo.fullName(), branch);
    RejectionRow.deleteById(new RejectionRow.Key(repo.fullName(), branch));
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
    for (ManifestRow row : ManifestRow.<ManifestRow>list("inForce")) {
      IndexedManifest manifest = parse(row);
      if (manifest != null) {
        repositories.computeIfPresent(
            row.repository,
            (_, repository) ->
                repository.with(Branch.unindexed(row.branch).indexed(manifest, row.indexedAt)));
      }
    }
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

  /// A newer version of the language may refuse what an older one took; such a manifest is left out
  /// until it is indexed again.
  private static @Nullable IndexedManifest parse(ManifestRow row) {
    var parsed = ManifestParser.parse(IndexedManifest.FILE, row.source).manifest();
    if (parsed == null) {
      LOG.warn(
          "A stored manifest is not valid any more: repo={} branch={} commit={}",
          row.repository,
          row.branch,
          row.commit);
      return null;
    }
    RepositoryRef repo = RepositoryRef.parse(row.repository).withBranch(row.branch);
    return IndexedManifest.of(repo, row.commit, row.source, parsed);
  }

  private static String branchOf(IndexedManifest manifest) {
    String branch = manifest.repo().branch();
    if (branch == null) {
      throw new IllegalArgumentException("Expected a manifest's repository to name its branch.");
    }
    return branch;
  }
}
