package net.authproxy.gateway;

/** Something of one event loop that must end in time. */
abstract class Deadlined {

    /** Its place in {@link Deadlines}; -1 while it is not watched. */
    int place = -1;

    /** Called every few milliseconds on the event loop, with {@link System#nanoTime()}. */
    abstract void check(long now);
}
