package dev.tako.coordinator;

import dev.tako.contract.Plan;
import dev.tako.coordinator.trigger.PlanRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last plan of each question that was asked lately, all of them in the database; so that the
/// graph service need not send one again that is the same.
final class StoredPlans {
  private static final int MOST = 1_000;

  private record Question(String repo, String workflow, @Nullable String commit) {
    static Question of(Plan.Request request) {
      return new Question(request.repo().toString(), request.workflow(), request.commit());
    }
  }

  private final Map<Question, PlanRef> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, PlanRef> eldest) {
          return size() > MOST;
        }
      };

  @Nullable PlanRef of(Plan.Request request) {
    synchronized (plans) {
      return plans.get(Question.of(request));
    }
  }

  /// @param plan in the database already
  void add(Plan.Request request, PlanRef plan) {
    synchronized (plans) {
      plans.put(Question.of(request), plan);
    }
  }
}
