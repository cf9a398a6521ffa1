package net.authproxy.core.session;

import net.authproxy.core.authorization.ActorPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who called, and by what.
 *
 * @param session the session whose cookie told it; absent when a token did
 * @param displaced whether the browser's session was another actor's and has been ended: its cookie is to be cleared
 */
public record Identified(ActorPrincipal principal, @Nullable ActiveSession session, boolean displaced) {}
