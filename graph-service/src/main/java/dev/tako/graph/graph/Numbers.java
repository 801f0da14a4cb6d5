package dev.tako.graph.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// A number for every repository that is registered or named somewhere, and one for every event
/// that is emitted or listened for, and one for every name of a workflow; from 0, and the same in
/// all later graphs. Immutable.
///
/// A walk over thousands of repositories goes from number to number: looking each of their edges up
/// by name takes several times as long.
record Numbers(
    PMap<String, Integer> repositories,
    PMap<EventKey, Integer> events,
    Slots<int[]> eventsOfRepositories,
    PMap<String, Integer> workflows) {
  static final Numbers NONE =
      new Numbers(HashTreePMap.empty(), HashTreePMap.empty(), Slots.empty(), HashTreePMap.empty());

  /// What has none.
  static final int UNKNOWN = -1;

  private static final int[] NO_EVENTS = {};

  /// @param fullName `owner/repo`
  /// @return -1 where it has none
  int of(String fullName) {
    return repositories.getOrDefault(fullName, UNKNOWN);
  }

  /// @return -1 where it has none
  int of(EventKey event) {
    return events.getOrDefault(event, UNKNOWN);
  }

  /// @param name of a workflow, wherever there is one of that name
  /// @return -1 where it has none
  int ofWorkflow(String name) {
    return workflows.getOrDefault(name, UNKNOWN);
  }

  /// The numbers of all events of a repository.
  int[] eventsOf(String fullName) {
    int[] found = eventsOfRepositories.get(of(fullName));
    return found == null ? NO_EVENTS : found;
  }

  Numbers with(String fullName) {
    return repositories.containsKey(fullName)
        ? this
        : new Numbers(
            repositories.plus(fullName, repositories.size()),
            events,
            eventsOfRepositories,
            workflows);
  }

  Numbers withWorkflow(String name) {
    return workflows.containsKey(name)
        ? this
        : new Numbers(
            repositories, events, eventsOfRepositories, workflows.plus(name, workflows.size()));
  }

  Numbers with(EventKey event) {
    if (events.containsKey(event)) {
      return this;
    }
    Numbers named = with(event.repository());
    int repository = named.of(event.repository());
    int number = events.size();
    return new Numbers(
        named.repositories,
        events.plus(event, number),
        eventsOfRepositories.with(repository, with(eventsOfRepositories.get(repository), number)),
        workflows);
  }

  private static int[] with(int @Nullable [] numbers, int number) {
    int[] more = numbers == null ? new int[1] : Arrays.copyOf(numbers, numbers.length + 1);
    more[more.length - 1] = number;
    return more;
  }
}
