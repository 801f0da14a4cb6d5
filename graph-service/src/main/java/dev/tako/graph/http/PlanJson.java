package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.plan.Planner;
import java.io.IOException;
import java.util.List;

/// A [Plan] as JSON. Names were encoded when their repositories were indexed; manifests are only
/// named, by their digests.
final class PlanJson implements Written.Body {
  private final Plan plan;
  private final List<IndexedManifest> manifests;

  PlanJson(Planner.Planned planned) {
    this.plan = planned.plan();
    this.manifests = planned.manifests();
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
      array(out, edge.from(), edge.to(), edge.index());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("artifacts");
    for (String artifact : plan.artifacts()) {
      out.writeString(artifact);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("subscriptions");
    for (Plan.PlannedSubscription edge : plan.subscriptions()) {
      array(out, edge.subscriber(), edge.index(), edge.artifact());
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

  private static void array(JsonGenerator out, int one, int two, int three) throws IOException {
    out.writeStartArray();
    out.writeNumber(one);
    out.writeNumber(two);
    out.writeNumber(three);
    out.writeEndArray();
  }

  private static void repository(
      JsonGenerator out, Plan.PlannedRepository repository, IndexedManifest manifest)
      throws IOException {
    out.writeStartObject();
    Written.text(out, "repo", manifest.refJson());
    out.writeStringField("url", repository.url());
    out.writeStringField("commit", repository.commit());
    out.writeStringField("manifest", repository.manifest());
    out.writeEndObject();
  }
}
