/// What was found in manifests, as text, JSON and SARIF.
@NullMarked
package dev.tako.cli.report;

import org.jspecify.annotations.NullMarked;
