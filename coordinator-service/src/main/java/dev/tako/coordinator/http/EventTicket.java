package dev.tako.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one gets for delivering an event: the run it has become, and who may react.
///
/// @param candidates the subscriptions that listen for it and admit its version, before their
///   filters are asked; left out when the event was delivered before, the run's events tell then
record EventTicket(
    String id,
    Status status,
    RunTicket.Links links,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CandidateView> candidates) {

  /// @param subscription index of the entry in the subscriber's manifest, counting from 0
  record CandidateView(String repo, String workflow, int subscription) {
    static CandidateView of(Candidate candidate) {
      return new CandidateView(
          candidate.repo().toString(), candidate.workflow(), candidate.subscription());
    }
  }

  static EventTicket of(RunTicket ticket, @Nullable List<Candidate> candidates) {
    return new EventTicket(
        ticket.id(),
        ticket.status(),
        ticket.links(),
        candidates == null ? null : candidates.stream().map(CandidateView::of).toList());
  }
}
