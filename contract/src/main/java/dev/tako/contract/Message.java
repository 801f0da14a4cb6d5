package dev.tako.contract;

/// Anything that travels on a topic; every family is sealed, every message a record.
public sealed interface Message
    permits Trigger, ManifestMessage, RunFact, Job, StepEvent, RunLifecycle, Control, LogChunk {}
