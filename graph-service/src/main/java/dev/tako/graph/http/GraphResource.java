package dev.tako.graph.http;

import dev.tako.graph.GraphKeeper;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Link;
import dev.tako.graph.query.Drawing;
import dev.tako.graph.query.Neighbourhood;
import dev.tako.graph.query.Neighbourhood.Direction;
import dev.tako.graph.query.Order;
import dev.tako.manifest.RepositoryRef;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Questions about the graph.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class GraphResource {
  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final GraphKeeper keeper;

  GraphResource(GraphKeeper keeper) {
    this.keeper = keeper;
  }

  record Reached(RepositoryRef repo, List<RepositoryRef> repositories, List<Link> edges) {}

  record WholeOrder(List<RepositoryRef> order) {}

  /// @param direction `down` (what a change reaches) or `up` (what reaches it)
  /// @param format `json`, `dot`, `mermaid` or `tree`
  @GET
  @Path("/graph")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  public Response graph(
      @QueryParam("root") @Nullable String root,
      @QueryParam("direction") @DefaultValue("down") String direction,
      @QueryParam("depth") @Nullable Integer depth,
      @QueryParam("format") @DefaultValue("json") String format) {
    Direction way = direction(direction);
    if (depth != null && depth < 1) {
      throw RefusedException.badRequest(
          "Expected depth to be 1 or more, found %d. Leave it out for no limit.".formatted(depth));
    }
    RepositoryRef from = root == null ? null : known(RepositoryRef.parse(root));
    Graph graph = keeper.graph();
    Neighbourhood part = Neighbourhood.of(graph, from, way, depth == null ? UNLIMITED : depth);
    Drawing drawing = new Drawing(part);
    return switch (format) {
      case "json" -> Response.ok(GraphView.of(graph, part), MediaType.APPLICATION_JSON).build();
      case "dot" -> Response.ok(drawing.dot(), TEXT).build();
      case "mermaid" -> Response.ok(drawing.mermaid(), TEXT).build();
      case "tree" -> Response.ok(drawing.tree(way), TEXT).build();
      default ->
          throw RefusedException.badRequest(
              "Expected format json, dot, mermaid or tree, found '%s'.".formatted(format));
    };
  }

  /// Who depends on it.
  @GET
  @Path("/repositories/{owner}/{repo}/dependents")
  public Reached dependents(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch,
      @QueryParam("transitive") boolean transitive) {
    return reached(Refs.of(owner, repo, branch), Set.of(Link.Kind.DEPENDENT), transitive);
  }

  /// Who listens to its events.
  @GET
  @Path("/repositories/{owner}/{repo}/subscribers")
  public Reached subscribers(
      @PathParam("owner") String owner,
      @PathParam("repo") String repo,
      @QueryParam("branch") @Nullable String branch,
      @QueryParam("transitive") boolean transitive) {
    return reached(Refs.of(owner, repo, branch), Set.of(Link.Kind.SUBSCRIPTION), transitive);
  }

  /// Every repository after all it depends on.
  @GET
  @Path("/order")
  public WholeOrder order() {
    return new WholeOrder(Order.of(keeper.graph()).order());
  }

  private Reached reached(RepositoryRef ref, Set<Link.Kind> kinds, boolean transitive) {
    Neighbourhood part =
        Neighbourhood.of(
            keeper.graph(), known(ref), Direction.DOWN, transitive ? UNLIMITED : 1, kinds);
    RepositoryRef root = part.roots().getFirst();
    return new Reached(
        root,
        part.repositories().stream().filter(repo -> !repo.equals(root)).toList(),
        part.links());
  }

  private RepositoryRef known(RepositoryRef ref) {
    if (keeper.graph().find(ref.fullName()).isEmpty()) {
      throw new RefusedException(keeper.unknown(ref));
    }
    return ref;
  }

  private static Direction direction(String text) {
    return switch (text) {
      case "down" -> Direction.DOWN;
      case "up" -> Direction.UP;
      default ->
          throw RefusedException.badRequest(
              "Expected direction down or up, found '%s'.".formatted(text));
    };
  }
}
