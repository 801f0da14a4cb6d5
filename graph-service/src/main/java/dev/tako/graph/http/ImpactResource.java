package dev.tako.graph.http;

import dev.tako.contract.Plan;
import dev.tako.graph.GraphKeeper;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.query.Impact;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what may run if a repository, one of its artifacts or one of its events changes.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ImpactResource {
  private final GraphKeeper keeper;
  private final ImpactAnswers answers = new ImpactAnswers();

  ImpactResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  /// 200 with an [Impact]; 404 when the repository is unknown, 422 when it has no such artifact,
  /// event or workflow.
  @GET
  @Path("/repositories/{owner}/{repo}/impact")
  public Response impact(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch,
      @QueryParam("artifact") @Nullable String artifact,
      @QueryParam("event") @Nullable String event,
      @QueryParam("workflow") @Nullable String workflow) {
    RepositoryRef ref = Refs.of(owner, repo, branch);
    Graph graph = keeper.graph();
    if (graph.find(ref.fullName()).isEmpty()) {
      throw new RefusedException(keeper.unknown(ref));
    }
    IndexedManifest root =
        graph
            .manifest(ref)
            .orElseThrow(() ->
                refused(
                    ref,
                    "expected %s to have a valid manifest, found none indexed; push one, then sync"
                        .formatted(ref)));
    if (artifact != null || event != null || workflow != null) {
      Impact.Known known = Impact.known(graph, root);
      require(ref, "artifact", artifact, known.artifacts(), "Declare it under artifacts.");
      require(
          ref, "event", event, known.events(), "No step emits it, and nobody subscribes to it.");
      require(ref, "workflow", workflow, known.workflows(), "Name one of its workflows.");
    }
    var question = new Impact.Question(artifact, event, workflow);
    return Response.ok(answers.of(graph, root, question), MediaType.APPLICATION_JSON).build();
  }

  private static void require(
      RepositoryRef ref, String kind, @Nullable String name, Collection<String> known, String why) {
    if (name == null || known.contains(name)) {
      return;
    }
    List<String> near = Names.nearest(name, known);
    throw refused(
        ref,
        "expected %s %s of %s, found '%s'; there is %s. %s%s"
            .formatted(
                kind.matches("[aeiou].*") ? "an" : "a",
                kind,
                ref,
                name,
                known.isEmpty() ? "none" : String.join(", ", known),
                near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ",
                why));
  }

  private static RefusedException refused(RepositoryRef ref, String detail) {
    return new RefusedException(new Plan.Refusal("No impact of " + ref, 422, detail, List.of()));
  }
}
