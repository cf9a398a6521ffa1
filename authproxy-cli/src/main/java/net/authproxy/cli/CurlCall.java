package net.authproxy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A curl command line whose one address is to be reached through a connection. Understood are the options' names only
 * as far as it takes to find the address and to refuse what would go around the proxy.
 *
 * @param arguments all arguments but the address
 * @param url the address as it was given
 */
record CurlCall(List<String> arguments, String url) {

    // With these the call would leave the proxy, send a second credential, or change an address that is no longer
    // on the command line.
    private static final Set<String> REFUSED = Set.of(
            "-L",
            "--location",
            "--location-trusted",
            "-u",
            "--user",
            "--oauth2-bearer",
            "--aws-sigv4",
            "-n",
            "--netrc",
            "--netrc-file",
            "--netrc-optional",
            "-:",
            "--next",
            "-Z",
            "--parallel",
            "-K",
            "--config",
            "-E",
            "--cert",
            "--request-target",
            "--url-query");
    private static final Set<String> QUERY_BUILDERS = Set.of("-G", "--get");
    private static final Set<String> OWN_HEADERS = Set.of("authorization", "x-authproxy-upstream-url");

    CurlCall {
        arguments = List.copyOf(arguments);
    }

    /** @throws IllegalArgumentException with a text for the caller when the call cannot go through the proxy */
    static CurlCall parse(List<String> arguments, CurlOptions options) {
        Parser parser = new Parser(options);
        arguments.forEach(parser::take);
        if (parser.awaiting != null) {
            throw new IllegalArgumentException("the curl option " + parser.awaiting + " needs a value");
        }
        if (parser.urls.size() != 1) {
            throw new IllegalArgumentException("the curl call must have exactly one address");
        }
        CurlCall call = new CurlCall(parser.rest, parser.urls.getFirst());
        if (call.isAbsolute() && parser.buildsQuery) {
            throw new IllegalArgumentException("the curl option --get works with a path only, not with a full address");
        }
        return call;
    }

    /** Whether the address names a host; else it is a path below the connector's base address. */
    boolean isAbsolute() {
        return ServiceUrl.webUri(url).isPresent();
    }

    /** Goes through the arguments as curl does. */
    private static final class Parser {

        private final CurlOptions options;
        private final List<String> rest = new ArrayList<>();
        private final List<String> urls = new ArrayList<>();
        private boolean buildsQuery;
        private boolean onlyUrls;
        private @Nullable String awaiting;

        private Parser(CurlOptions options) {
            this.options = options;
        }

        private void take(String argument) {
            if (awaiting != null) {
                value(awaiting, argument);
                awaiting = null;
            } else if (onlyUrls || !argument.startsWith("-") || argument.equals("-")) {
                urls.add(argument);
            } else if (argument.equals("--")) {
                onlyUrls = true;
            } else if (argument.startsWith("--")) {
                option(argument);
                rest.add(argument);
            } else {
                cluster(argument);
            }
        }

        private void option(String name) {
            if (REFUSED.contains(name)) {
                throw new IllegalArgumentException("the curl option " + name + " cannot be used through the proxy");
            }
            buildsQuery |= QUERY_BUILDERS.contains(name);
            if (options.takesValue(name)) {
                awaiting = name;
            }
        }

        // Short options can be joined, and the last of them can carry its value: -sSXPOST.
        private void cluster(String letters) {
            for (int i = 1; i < letters.length(); i++) {
                option("-" + letters.charAt(i));
                if (awaiting != null && i + 1 < letters.length()) {
                    checkHeader(awaiting, letters.substring(i + 1));
                    awaiting = null;
                    break;
                }
            }
            rest.add(letters);
        }

        private void value(String option, String value) {
            if (option.equals("--url")) {
                rest.removeLast();
                urls.add(value);
                return;
            }
            checkHeader(option, value);
            rest.add(value);
        }

        private static void checkHeader(String option, String value) {
            boolean isHeader = option.equals("-H") || option.equals("--header");
            String name = value.split("[:;]", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (isHeader && OWN_HEADERS.contains(name)) {
                throw new IllegalArgumentException("the header " + name + " is set by the proxy");
            }
        }
    }
}
