package net.authproxy.core.requestlog;

import java.sql.SQLException;
import java.util.List;

/** Where rows go. Called by one thread at a time. */
interface RequestLogStore {

    /**
     * Stores all rows or none. Rows whose request id is stored already are left as they are, so a batch may be written
     * again after a failure that left its fate open.
     */
    void write(List<RequestLogEntry> batch) throws SQLException;
}
