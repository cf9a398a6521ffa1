package net.authproxy.web.connection;

import org.jspecify.annotations.Nullable;

/** Body of {@code _force_state}: the state to be in (contract 7.1). */
record ForceStateRequest(@Nullable String state) {}
