package dev.tako.runner.git;

import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportProtocol;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps the machine's and the user's Git configuration out of the runner, and all transports but
/// `file`, `https` and `ssh`.
final class Isolation {
  private static final Set<String> SCHEMES = Set.of("file", "https", "ssh");
  private static boolean applied;

  private Isolation() {}

  static synchronized void apply() {
    if (applied) {
      return;
    }
    SystemReader.setInstance(new Reader(SystemReader.getInstance()));
    // JGit measures the file system for seconds when it is first used; nobody shall wait for that.
    FS.FileStoreAttributes.setBackground(true);
    for (TransportProtocol protocol : List.copyOf(Transport.getTransportProtocols())) {
      if (protocol.getSchemes().stream().noneMatch(SCHEMES::contains)) {
        Transport.unregister(protocol);
      }
    }
    applied = true;
  }

  private static final class Reader extends SystemReader.Delegate {
    Reader(SystemReader machine) {
      super(machine);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return new Empty(parent, fs);
    }

    @Override
    public StoredConfig getUserConfig() {
      return new Empty(null, FS.DETECTED);
    }

    @Override
    public StoredConfig getJGitConfig() {
      return new Empty(null, FS.DETECTED);
    }

    @Override
    public StoredConfig getSystemConfig() {
      return new Empty(null, FS.DETECTED);
    }
  }

  private static final class Empty extends FileBasedConfig {
    Empty(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
