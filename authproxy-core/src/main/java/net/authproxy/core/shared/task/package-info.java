/** Work that must happen: stored, retried, idempotent (contract 12). Features see TaskQueue and TaskHandler, never Redis. */
@NullMarked
package net.authproxy.core.shared.task;

import org.jspecify.annotations.NullMarked;
