package dev.tako.graph.http;

import dev.tako.contract.ManifestProblem;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.cycle.Cycles;
import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells the cycles of the graph, over dependents and from workflow to event to workflow.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class CyclesResource {
  /// @param cycles in force: none, but for what was there before cycles were rejected, or when
  ///   another branch became the default one
  /// @param rejected manifests that are not in force because they would close a cycle
  record AllCycles(List<CycleView> cycles, List<RejectedView> rejected) {}

  /// @param repo with its branch
  /// @param commit of the manifest
  record RejectedView(
      RepositoryRef repo, String commit, String message, List<ManifestProblem> problems) {}

  /// @param message for example `circular dependency detected: acme/a -> acme/b -> acme/a`
  record CycleView(Cycle.Kind kind, String message, List<String> workflows, List<EdgeView> edges) {
    static CycleView of(Cycle cycle) {
      return new CycleView(
          cycle.kind(),
          cycle.message(),
          cycle.workflows(),
          cycle.passages().stream().map(EdgeView::of).toList());
    }
  }

  /// @param workflow of `from`
  /// @param declaredIn whose manifest it stands in
  record EdgeView(
      RepositoryRef from,
      @Nullable String workflow,
      RepositoryRef to,
      String toWorkflow,
      @Nullable String artifact,
      @Nullable String event,
      RepositoryRef declaredIn,
      String file,
      int line) {
    static EdgeView of(Passage passage) {
      return new EdgeView(
          passage.from().repo(),
          passage.fromWorkflow(),
          passage.to().repo(),
          passage.toWorkflow(),
          passage.artifact(),
          passage.event(),
          passage.declaredIn().repo(),
          IndexedManifest.FILE,
          passage.at().line());
    }
  }

  private final GraphKeeper keeper;

  CyclesResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// @param repo only those that this repository lies on
  @GET
  @Path("/cycles")
  public AllCycles cycles(@QueryParam("repo") @Nullable String repo) {
    Graph graph = keeper.graph();
    List<Cycle> cycles =
        repo == null ? Cycles.of(graph) : through(graph, RepositoryRef.parse(repo));
    List<RejectedView> rejected =
        graph.closingCycles().stream()
            .filter(name -> repo == null || name.equals(RepositoryRef.parse(repo).fullName()))
            .flatMap(name -> graph.find(name).stream())
            .flatMap(CyclesResource::rejected)
            .toList();
    return new AllCycles(cycles.stream().map(CycleView::of).toList(), rejected);
  }

  private static Stream<RejectedView> rejected(Repository repository) {
    return repository.branches().values().stream()
        .filter(branch -> branch.rejection() != null && branch.rejection().closesCycle())
        .map(branch -> {
          Rejection why = Objects.requireNonNull(branch.rejection());
          return new RejectedView(
              repository.ref().withBranch(branch.name()),
              why.commit(),
              why.reason(),
              why.problems());
        });
  }

  private List<Cycle> through(Graph graph, RepositoryRef ref) {
    Repository repository =
        graph.find(ref.fullName()).orElseThrow(() -> new RefusedException(keeper.unknown(ref)));
    return Cycles.through(graph, repository);
  }
}
