package dev.tako.benchmarks.organisation;

import dev.tako.dev.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Java process occupies.
///
/// @param residentMiB as the operating system counts it, at the moment; 0 where it cannot be told
/// @param heapMiB what is alive on the heap, after a collection
record Memory(double residentMiB, double heapMiB) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern USED = Pattern.compile(" (\\d+)K(?:,|->| used)|used (\\d+)K");

  static Memory of(ProcessId process) throws IOException, InterruptedException {
    double resident = resident(process.pid());
    jcmd(process, "GC.run");
    return new Memory(resident, heap(jcmd(process, "GC.heap_info")));
  }

  private static double resident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher found = RESIDENT.matcher(Files.readString(status));
    return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
  }

  /// The lines of the generations, as in `tenured generation total 174784K, used 3170K […]`.
  private static double heap(String info) {
    double used = 0;
    for (String line : info.lines().toList()) {
      Matcher found = USED.matcher(line);
      if (line.contains("generation") && line.contains("total") && found.find()) {
        used += Long.parseLong(found.group(found.group(2) == null ? 1 : 2)) / 1024.0;
      }
    }
    return used;
  }

  private static String jcmd(ProcessId process, String command)
      throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process run =
        new ProcessBuilder(List.of(tool, Long.toString(process.pid()), command))
            .redirectErrorStream(true)
            .start();
    String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.waitFor() != 0) {
      throw new IOException("jcmd " + command + " failed: " + out);
    }
    return out;
  }
}
