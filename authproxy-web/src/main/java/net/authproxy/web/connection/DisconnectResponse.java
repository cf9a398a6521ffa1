package net.authproxy.web.connection;

/** Answer of {@code _disconnect}: the task to ask about, and the connection as it is now (contract 7.1). */
record DisconnectResponse(String taskId, ConnectionResponse connection) {}
