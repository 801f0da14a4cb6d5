package dev.tako.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what confines a step.
final class IsolationParser {

  static final List<String> KEYS =
      List.of(
          "network", "capabilities", "security_profile", "volumes", "cache_key_files", "resources");
  static final List<String> VOLUME = List.of("source", "destination", "read_only");
  static final List<String> RESOURCES = List.of("cpu_limit", "mem_limit", "disk_limit");

  /// `capabilities(7)`, Linux 6.
  private static final Set<String> CAPABILITIES =
      new TreeSet<>(
          List.of(
              "CAP_AUDIT_CONTROL",
              "CAP_AUDIT_READ",
              "CAP_AUDIT_WRITE",
              "CAP_BLOCK_SUSPEND",
              "CAP_BPF",
              "CAP_CHECKPOINT_RESTORE",
              "CAP_CHOWN",
              "CAP_DAC_OVERRIDE",
              "CAP_DAC_READ_SEARCH",
              "CAP_FOWNER",
              "CAP_FSETID",
              "CAP_IPC_LOCK",
              "CAP_IPC_OWNER",
              "CAP_KILL",
              "CAP_LEASE",
              "CAP_LINUX_IMMUTABLE",
              "CAP_MAC_ADMIN",
              "CAP_MAC_OVERRIDE",
              "CAP_MKNOD",
              "CAP_NET_ADMIN",
              "CAP_NET_BIND_SERVICE",
              "CAP_NET_BROADCAST",
              "CAP_NET_RAW",
              "CAP_PERFMON",
              "CAP_SETFCAP",
              "CAP_SETGID",
              "CAP_SETPCAP",
              "CAP_SETUID",
              "CAP_SYSLOG",
              "CAP_SYS_ADMIN",
              "CAP_SYS_BOOT",
              "CAP_SYS_CHROOT",
              "CAP_SYS_MODULE",
              "CAP_SYS_NICE",
              "CAP_SYS_PACCT",
              "CAP_SYS_PTRACE",
              "CAP_SYS_RAWIO",
              "CAP_SYS_RESOURCE",
              "CAP_SYS_TIME",
              "CAP_SYS_TTY_CONFIG",
              "CAP_WAKE_ALARM"));

  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern DESTINATION = Pattern.compile("(/(?!\\.\\.?(/|$))[^/\\s]+)+/?");

  private IsolationParser() {}

  static Isolation read(Fields step) {
    Isolation.Network network = step.read("network", i -> i.word(Isolation.Network.class));
    if (network == Isolation.Network.NONE) {
      step.notSupportedYet(List.of("network"));
    }
    Isolation isolation =
        new Isolation(
            network == null ? Isolation.Network.DEFAULT : network,
            each(step.list("capabilities"), IsolationParser::capability),
            step.read("security_profile", i -> i.word(Isolation.SecurityProfile.class)),
            volumes(step.list("volumes")),
            resources(step),
            cacheKeyFiles(step.get("cache_key_files")));
    step.notSupportedYet(List.of("security_profile", "capabilities", "volumes", "cache_key_files"));
    return isolation;
  }

  static Resources resources(Fields owner) {
    Item item = owner.get("resources");
    if (item == null) {
      return Resources.UNLIMITED;
    }
    owner.notSupportedYet(List.of("resources"));
    Fields fields = item.fields("a map with limits", RESOURCES);
    return new Resources(
        fields.read("cpu_limit", i -> i.parsed("processors such as 0.5", Quantities::cpuMillis)),
        fields.read("mem_limit", i -> i.parsed("memory such as 512Mi", Quantities::bytes)),
        fields.read("disk_limit", i -> i.parsed("disk space such as 2Gi", Quantities::bytes)));
  }

  private static <T> List<T> each(List<Item> items, Function<Item, @Nullable T> reader) {
    List<T> read = new ArrayList<>();
    for (Item item : items) {
      T value = reader.apply(item);
      if (value != null) {
        read.add(value);
      }
    }
    return read;
  }

  private static @Nullable String capability(Item item) {
    String name = item.text("a capability such as CAP_NET_ADMIN");
    if (name == null || CAPABILITIES.contains(name)) {
      return name;
    }
    String prefixed = "CAP_" + name.toUpperCase(Locale.ROOT);
    item.error(
        "expected a Linux capability such as CAP_NET_ADMIN, found '" + name + "'",
        CAPABILITIES.contains(prefixed)
            ? "did you mean '" + prefixed + "'?"
            : Nearest.question(name, CAPABILITIES));
    return null;
  }

  private static List<Isolation.Volume> volumes(List<Item> items) {
    List<Isolation.Volume> volumes = new ArrayList<>();
    for (Item item : items) {
      Isolation.Volume volume = volume(item);
      if (volume != null
          && volumes.stream().anyMatch(v -> v.destination().equals(volume.destination()))) {
        item.error("the destination '" + volume.destination() + "' stands twice in this step");
      } else if (volume != null) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  private static Isolation.@Nullable Volume volume(Item item) {
    Fields fields = item.fields("a map with source and destination", VOLUME);
    if (!item.isMapNotNothing("a map with source and destination")) {
      return null;
    }
    String source = form(fields.required("source"), SOURCE, "the name of a volume");
    String destination =
        form(
            fields.required("destination"),
            DESTINATION,
            "an absolute path without '..', such as /cache");
    boolean readOnly = fields.flag("read_only", false);
    return source == null || destination == null
        ? null
        : new Isolation.Volume(source, destination, readOnly);
  }

  private static @Nullable String form(@Nullable Item item, Pattern form, String what) {
    String text = item == null ? null : item.text(what);
    if (item != null && text != null && !form.matcher(text).matches()) {
      item.error("expected " + what + ", found " + item.found());
      return null;
    }
    return text;
  }

  private static List<String> cacheKeyFiles(@Nullable Item item) {
    if (item == null) {
      return List.of();
    }
    if (item.isList()) {
      return each(item.items("a list"), i -> Words.relativePath(i, "a glob"));
    }
    return each(List.of(item), i -> Words.relativePath(i, "a glob"));
  }
}
