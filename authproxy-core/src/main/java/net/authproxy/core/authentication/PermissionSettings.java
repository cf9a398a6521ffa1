package net.authproxy.core.authentication;

import java.util.List;
import java.util.regex.Pattern;
import net.authproxy.core.authorization.ResourceType;
import net.authproxy.core.authorization.Verb;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.NamespaceMatcher;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Validated;

/** A permission object in the configuration, with the rules of contract 4.3. */
public record PermissionSettings(
        @Doc("Namespace, or with .** it and all below; may hold {{external_id}} and {{labels.key}}.")
        String namespace,

        @Doc("Resources, or *.") List<String> resources,
        @Doc("Ids; empty: all.") @Default("[]") List<String> resourceIds,
        @Doc("Verbs, or *.") List<String> verbs)
        implements Validated {

    private static final String ANY = "*";
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(external_id|labels\\.[A-Za-z0-9./_-]+)}}");

    @Override
    public void validate(Findings findings) {
        try {
            NamespaceMatcher.parse(TEMPLATE.matcher(namespace).replaceAll("x"));
        } catch (AuthProxyException e) {
            findings.add("namespace", e.message());
        }
        if (resources.isEmpty()) {
            findings.add("resources", "needs at least one resource");
        }
        if (verbs.isEmpty()) {
            findings.add("verbs", "needs at least one verb");
        }
        for (int i = 0; i < resources.size(); i++) {
            if (!resources.get(i).equals(ANY)
                    && ResourceType.of(resources.get(i)).isEmpty()) {
                findings.at("resources").at(i).add("not a resource");
            }
        }
        for (int i = 0; i < verbs.size(); i++) {
            if (!verbs.get(i).equals(ANY) && Verb.of(verbs.get(i)).isEmpty()) {
                findings.at("verbs").at(i).add("not a verb");
            }
        }
    }
}
