package dev.tako.contract;

import java.time.Instant;

/// Some output of a step, whole lines where possible; on `tako.logs`, keyed by execution id.
///
/// @param sequence counts the chunks of one step in one epoch, from 0
/// @param text as printed, at most 64 KiB; both streams interleaved as they arrived
public record LogChunk(
    RunId runId,
    ExecutionId executionId,
    String stepId,
    int epoch,
    int sequence,
    String text,
    Instant at)
    implements Message {}
