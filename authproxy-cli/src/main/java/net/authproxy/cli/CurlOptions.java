package net.authproxy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which options of the installed curl take a value: only curl knows, so its own help is asked. */
final class CurlOptions {

    private static final Pattern LINE =
            Pattern.compile("^\\s*(?:(-\\S), )?\\s*(--[A-Za-z0-9][A-Za-z0-9.-]*)( <.*)?", Pattern.MULTILINE);

    private final Set<String> withValue;

    private CurlOptions(Set<String> withValue) {
        this.withValue = withValue;
    }

    /** @throws CliException when there is no curl */
    static CurlOptions ofInstalledCurl() {
        try {
            Process curl = new ProcessBuilder("curl", "--help", "all")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream help = curl.getInputStream()) {
                return parse(new String(help.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new CliException("cannot run curl; is it installed?");
        }
    }

    static CurlOptions parse(String help) {
        Set<String> withValue = new HashSet<>();
        Matcher line = LINE.matcher(help);
        while (line.find()) {
            if (line.group(3) != null) {
                withValue.add(line.group(2));
                if (line.group(1) != null) {
                    withValue.add(line.group(1));
                }
            }
        }
        if (!withValue.contains("--header")) {
            throw new CliException("cannot read the help of curl; a curl of 7.73 or later is needed");
        }
        return new CurlOptions(Set.copyOf(withValue));
    }

    boolean takesValue(String option) {
        return withValue.contains(option);
    }
}
