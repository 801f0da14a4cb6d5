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
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

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

  /// The sum over the generations, as in `Tenured total 189872K, used 174476K […]`.
  private static double heap(String info) {
    return USED.matcher(info)
        .results()
        .mapToDouble(found -> Long.parseLong(found.group(1)) / 1024.0)
        .sum();
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
