package dev.tako.runner.git;

import dev.tako.manifest.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// The names for commits in a mirror: a branch before a tag before a commit; nothing that Git would
/// have to evaluate.
final class Refs {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  private final Repository mirror;

  Refs(Repository mirror) {
    this.mirror = mirror;
  }

  static boolean isWholeCommit(String ref) {
    return ObjectId.isId(ref);
  }

  Optional<Revision> find(String ref) throws IOException {
    boolean full = ref.startsWith(Constants.R_HEADS) || ref.startsWith(Constants.R_TAGS);
    List<String> names =
        full ? List.of(ref) : List.of(Constants.R_HEADS + ref, Constants.R_TAGS + ref);
    for (String name : names) {
      Ref found = Repository.isValidRefName(name) ? mirror.exactRef(name) : null;
      if (found != null) {
        String branch =
            name.startsWith(Constants.R_HEADS) ? name.substring(Constants.R_HEADS.length()) : null;
        return commit(found.getObjectId()).map(commit -> new Revision(branch, commit));
      }
    }
    if (!COMMIT.matcher(ref).matches()) {
      return Optional.empty();
    }
    try (ObjectReader reader = mirror.newObjectReader()) {
      Collection<ObjectId> ids = reader.resolve(AbbreviatedObjectId.fromString(ref));
      List<String> commits = new ArrayList<>();
      for (ObjectId id : ids) {
        commit(id).filter(c -> c.startsWith(ref)).ifPresent(commits::add);
      }
      return commits.size() == 1
          ? Optional.of(new Revision(null, commits.getFirst()))
          : Optional.empty();
    }
  }

  /// Why it was not found.
  String missing(String ref) throws IOException {
    List<String> names = new ArrayList<>();
    for (String prefix : List.of(Constants.R_HEADS, Constants.R_TAGS)) {
      for (Ref known : mirror.getRefDatabase().getRefsByPrefix(prefix)) {
        names.add(known.getName().substring(prefix.length()));
      }
    }
    String question = Nearest.question(ref, names);
    return question == null
        ? "found none; there are %d branches and tags.".formatted(names.size())
        : "found none; " + question;
  }

  private Optional<String> commit(AnyObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(mirror)) {
      return Optional.of(walk.parseCommit(id).name());
    } catch (IncorrectObjectTypeException | MissingObjectException e) {
      return Optional.empty();
    }
  }
}
