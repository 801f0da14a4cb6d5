package dev.tako.benchmarks.organisation;

import dev.tako.benchmarks.Latencies;

/// What was measured with an organisation of one size.
///
/// @param fullIndexSeconds from registering the folder to the last manifest in force
/// @param push from the webhook of a push to its manifest in force
/// @param plan of the widest component, each with other inputs
/// @param knownPlan the same, asked by one who has that plan, as the coordinator asks
/// @param planAfterPush the whole plan, each after a push of some repository
/// @param planRepositories in that plan
/// @param planBytes of its JSON
/// @param widestImpact of the repository that reaches most
/// @param impactAfterPush the same, each after a push of some repository
/// @param anyImpact of repositories picked at random
/// @param memory of the graph service
/// @param firstStartSeconds until a run of that plan is accepted, none of its manifests known to
///   the coordinator
/// @param startAfterPush the same, each after a push of some repository
/// @param coordinatorMemory after those
/// @param restartSeconds from the start of the process to ready, everything loaded
record Measured(
    int repositories,
    int edges,
    int mostEdges,
    double fullIndexSeconds,
    Latencies push,
    Latencies plan,
    Latencies knownPlan,
    Latencies planAfterPush,
    int planRepositories,
    int planBytes,
    Latencies widestImpact,
    Latencies impactAfterPush,
    Latencies anyImpact,
    Memory memory,
    double firstStartSeconds,
    Latencies startAfterPush,
    Memory coordinatorMemory,
    double restartSeconds) {}
