package net.authproxy.server;

/**
 * How often a race is run: a few times in every build, as often as the goal says with {@code -Dauthproxy.full=true}.
 */
final class LongRuns {

    /** The tag of test classes with long forms: {@code -Pchaos} runs those and nothing else, in full. */
    static final String TAG = "chaos";

    private LongRuns() {}

    static int rounds(int usual, int full) {
        return Boolean.getBoolean("authproxy.full") ? full : usual;
    }
}
