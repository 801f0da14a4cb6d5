/// Texts with `{{ … }}` in them, and how a value is written into a shell script without becoming
/// syntax.
@NullMarked
package dev.tako.manifest.template;

import org.jspecify.annotations.NullMarked;
