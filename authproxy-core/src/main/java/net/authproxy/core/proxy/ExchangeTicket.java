package net.authproxy.core.proxy;

/** The open log row of one call; finishing it never blocks. Exactly one of the calls finishes it, later ones do nothing. */
public interface ExchangeTicket {

    /** A ticket that leaves no row. */
    ExchangeTicket NONE = outcome -> {};

    void finish(ExchangeOutcome outcome);
}
