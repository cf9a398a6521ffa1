package net.authproxy.web.session;

/** Who is signed in now. */
record InitiateSessionResponse(String actorId) {}
