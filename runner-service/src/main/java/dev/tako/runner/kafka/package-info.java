/// The queue of jobs, the reports, the logs and the control topic.
@NullMarked
package dev.tako.runner.kafka;

import org.jspecify.annotations.NullMarked;
