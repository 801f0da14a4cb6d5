package dev.tako.benchmarks.organisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A made-up organisation: repositories in layers, joined by edges whose number per repository
/// follows a power law, the same for the same seed.
///
/// An edge leads from a lower layer to a higher one, so there is no cycle, and no chain is longer
/// than there are layers.
///
/// @param nodes by index; those of one layer lie together, the lowest layer first
public record Organisation(long seed, List<Node> nodes) {
  /// The share of each layer: few foundations, many applications.
  private static final double[] LAYERS = {0.01, 0.03, 0.06, 0.15, 0.25, 0.5};

  private static final int EDGES_EACH = 5;

  /// How many edges are subscriptions; the others are dependents.
  private static final double SUBSCRIPTIONS = 0.6;

  /// Zipf's exponent of how popular the repositories of the lower layers are.
  private static final double EXPONENT = 0.8;

  /// One repository.
  ///
  /// @param dependents who depends on it
  /// @param subscriptions whose events it listens to
  public record Node(int index, int layer, List<Integer> dependents, List<Integer> subscriptions) {}

  public Organisation {
    nodes = List.copyOf(nodes);
  }

  /// @param size how many repositories, at least 100
  public static Organisation generate(int size, long seed) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>(size);
    int[] begins = new int[LAYERS.length];
    double share = 0;
    for (int layer = 0; layer < LAYERS.length; layer++) {
      begins[layer] = nodes.size();
      share += LAYERS[layer];
      int end = Math.max(nodes.size() + 1, (int) Math.round(share * size));
      while (nodes.size() < end) {
        nodes.add(new Node(nodes.size(), layer, new ArrayList<>(), new ArrayList<>()));
      }
    }
    double[] popularity = popularity(nodes.size());
    Set<Long> joined = new HashSet<>();
    int left = EDGES_EACH * nodes.size();
    while (left > 0) {
      int to = begins[1] + random.nextInt(nodes.size() - begins[1]);
      int from = popular(random, popularity, begins[nodes.get(to).layer()]);
      boolean subscription = random.nextDouble() < SUBSCRIPTIONS;
      if (joined.add((long) from * nodes.size() + to)) {
        if (subscription) {
          nodes.get(to).subscriptions().add(from);
        } else {
          nodes.get(from).dependents().add(to);
        }
        left--;
      }
    }
    return new Organisation(seed, nodes);
  }

  public int edges() {
    return nodes.stream().mapToInt(n -> n.dependents().size() + n.subscriptions().size()).sum();
  }

  /// The largest number of edges that lead away from one repository.
  public int mostFrom() {
    int[] out = new int[nodes.size()];
    for (Node node : nodes) {
      out[node.index()] += node.dependents().size();
      node.subscriptions().forEach(from -> out[from]++);
    }
    return Arrays.stream(out).max().orElse(0);
  }

  /// The repository from which most others are reached over dependents.
  public Node widest() {
    int most = -1;
    Node widest = nodes.getFirst();
    for (Node node : nodes.subList(0, Math.min(nodes.size(), 200))) {
      int reached = reached(node);
      if (reached > most) {
        most = reached;
        widest = node;
      }
    }
    return widest;
  }

  private int reached(Node root) {
    Set<Integer> seen = new HashSet<>(Set.of(root.index()));
    List<Integer> left = new ArrayList<>(seen);
    while (!left.isEmpty()) {
      for (int next : nodes.get(left.removeLast()).dependents()) {
        if (seen.add(next)) {
          left.add(next);
        }
      }
    }
    return seen.size();
  }

  /// Running sums of rank^-EXPONENT.
  private static double[] popularity(int size) {
    double[] sums = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += Math.pow(rank + 1.0, -EXPONENT);
      sums[rank] = sum;
    }
    return sums;
  }

  /// One of the first `end` repositories.
  private static int popular(Random random, double[] sums, int end) {
    double wanted = random.nextDouble() * sums[end - 1];
    int found = Arrays.binarySearch(sums, 0, end, wanted);
    return Math.min(end - 1, found < 0 ? -found - 1 : found);
  }

  /// All indexes in an order that the seed decides.
  List<Integer> shuffled() {
    List<Integer> order = new ArrayList<>(nodes.stream().map(Node::index).toList());
    Collections.shuffle(order, new Random(seed + 1));
    return order;
  }
}
