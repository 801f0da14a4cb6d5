package dev.tako.graph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void every_version_keeps_what_was_in_it() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Slots<String>> versions = new ArrayList<>(List.of(Slots.empty()));
    List<Map<Integer, String>> expected = new ArrayList<>(List.of(Map.of()));
    for (int step = 0; step < 500; step++) {
      int base = random.nextInt(versions.size());
      int number = random.nextInt(1_000);
      String thing = random.nextInt(5) == 0 ? null : "thing " + step;

      // When
      versions.add(versions.get(base).with(number, thing));
      Map<Integer, String> changed = new HashMap<>(expected.get(base));
      changed.put(number, thing);
      expected.add(changed);
    }

    // Then
    for (int version = 0; version < versions.size(); version++) {
      for (int number = -1; number < 1_200; number++) {
        assertThat(versions.get(version).get(number))
            .as("seed %d, version %d, number %d", seed, version, number)
            .isEqualTo(expected.get(version).get(number));
      }
    }
  }
}
