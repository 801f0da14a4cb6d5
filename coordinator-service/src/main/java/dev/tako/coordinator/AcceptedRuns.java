package dev.tako.coordinator;

import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The runs this process accepted last, so that whoever asks for one before it is consumed finds
/// it.
@ApplicationScoped
public class AcceptedRuns {
  private static final int MOST = 10_000;

  private final Map<RunId, StartRun> runs = new Newest();

  synchronized void add(StartRun run) {
    runs.put(run.runId(), run);
  }

  public synchronized Optional<StartRun> find(RunId id) {
    return Optional.ofNullable(runs.get(id));
  }

  private static final class Newest extends LinkedHashMap<RunId, StartRun> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<RunId, StartRun> eldest) {
      return size() > MOST;
    }
  }
}
