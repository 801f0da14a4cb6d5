package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.JsonText;
import dev.tako.graph.graph.Planner;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [Plan] as JSON. Names and manifests, which are nearly all of it, were encoded when they were
/// indexed; encoding them for each plan took longer than planning.
final class PlanJson implements Written.Body {
  private static final JsonText NOBODY = new JsonText(new byte[0]);

  private final Plan plan;
  private final List<IndexedManifest> manifests;
  private final Map<RepositoryRef, JsonText> names;

  PlanJson(Planner.Planned planned) {
    this.plan = planned.plan();
    this.manifests = planned.manifests();
    this.names = HashMap.newHashMap(manifests.size());
    manifests.forEach(manifest -> names.put(manifest.repo(), manifest.refJson()));
  }

  @Override
  public void to(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("hash", plan.hash());
    out.writeStringField("repo", plan.repo().toString());
    out.writeStringField("workflow", plan.workflow());
    out.writeArrayFieldStart("repositories");
    for (int i = 0; i < manifests.size(); i++) {
      repository(out, plan.repositories().get(i), manifests.get(i));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("dependents");
    for (Plan.PlannedDependent edge : plan.dependents()) {
      out.writeStartObject();
      Written.text(out, "from", names.getOrDefault(edge.from(), NOBODY));
      Written.text(out, "to", names.getOrDefault(edge.to(), NOBODY));
      out.writeNumberField("index", edge.index());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("subscriptions");
    for (Plan.PlannedSubscription edge : plan.subscriptions()) {
      out.writeStartObject();
      Written.text(out, "subscriber", names.getOrDefault(edge.subscriber(), NOBODY));
      out.writeNumberField("index", edge.index());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writePOJOField("excluded", plan.excluded());
    out.writeArrayFieldStart("warnings");
    for (String warning : plan.warnings()) {
      out.writeString(warning);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void repository(
      JsonGenerator out, Plan.PlannedRepository repository, IndexedManifest manifest)
      throws IOException {
    out.writeStartObject();
    Written.text(out, "repo", manifest.refJson());
    out.writeStringField("url", repository.url());
    out.writeStringField("commit", repository.commit());
    Written.text(out, "manifest", manifest.sourceJson());
    out.writeEndObject();
  }
}
