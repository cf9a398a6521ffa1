package net.authproxy.core.session;

import java.util.List;

/** What a request says about its caller: the part of it that authentication reads (contract 5.1, 5.5). */
public interface SessionRequest {

    /** Id of the service that was called. */
    String service();

    /** The method, as sent. */
    String method();

    /** All Authorization values; the normal case is one at most. */
    List<String> authorization();

    /** All values of a header; empty if there is none. Names are case-insensitive. */
    List<String> headers(String name);
}
