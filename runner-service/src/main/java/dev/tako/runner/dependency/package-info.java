/// Where a repository declares its dependencies, and how a version there is changed without
/// touching anything else. Pure.
@NullMarked
package dev.tako.runner.dependency;

import org.jspecify.annotations.NullMarked;
