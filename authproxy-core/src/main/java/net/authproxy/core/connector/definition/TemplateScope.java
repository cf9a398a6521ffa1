package net.authproxy.core.connector.definition;

/**
 * Which variables a template may use (contract 6.3).
 *
 * @param kind the group of places
 * @param step number of the step the place belongs to, over both flows; -1 if none
 */
record TemplateScope(Kind kind, int step) {

    static final TemplateScope AUTHORIZE = new TemplateScope(Kind.AUTHORIZE, -1);
    static final TemplateScope REFRESH = new TemplateScope(Kind.REFRESH, -1);
    static final TemplateScope CONNECTED = new TemplateScope(Kind.CONNECTED, -1);
    static final TemplateScope PLACEMENT = new TemplateScope(Kind.PLACEMENT, -1);

    /** Groups of places. */
    enum Kind {
        /** Authorization and token: what preconnect asked. */
        AUTHORIZE,
        /** Refresh: as AUTHORIZE, and what the token answer gave. */
        REFRESH,
        /** Revocation, proxy, probes, identity: everything. */
        CONNECTED,
        /** As CONNECTED, and the credential's fields. */
        PLACEMENT,
        /** A data source: what was there before the step. */
        DATA_SOURCE,
        /** A redirect: as DATA_SOURCE, and {@code return_url}. */
        REDIRECT
    }

    static TemplateScope dataSource(int step) {
        return new TemplateScope(Kind.DATA_SOURCE, step);
    }

    static TemplateScope redirect(int step) {
        return new TemplateScope(Kind.REDIRECT, step);
    }
}
