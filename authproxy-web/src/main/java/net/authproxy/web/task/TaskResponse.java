package net.authproxy.web.task;

/** How a background task fares (contract 7.1). */
record TaskResponse(String id, String type, String state, String updatedAt) {}
