package net.authproxy.web.taskmonitoring;

/** How many tasks were changed. */
record AffectedResponse(long affectedCount) {}
