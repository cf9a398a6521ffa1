package net.authproxy.web.taskmonitoring;

/** It was done. */
record DoneResponse(boolean ok) {

    static final DoneResponse OK = new DoneResponse(true);
}
