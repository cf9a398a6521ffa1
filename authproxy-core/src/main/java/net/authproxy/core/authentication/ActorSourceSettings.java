package net.authproxy.core.authentication;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.settings.Cron;
import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.Key;
import net.authproxy.core.shared.settings.Union;
import net.authproxy.core.shared.settings.Validated;
import net.authproxy.core.shared.settings.Variant;

/** Actors that come from the configuration (contract 4.2): a list, or a directory of public keys. */
@Union
public sealed interface ActorSourceSettings {

    /** Actors in place. */
    @Variant(list = true)
    record Listed(@Doc("Actors.") List<ActorSettings> actors) implements ActorSourceSettings, Validated {

        @Override
        public void validate(Findings findings) {
            Set<String> seen = new LinkedHashSet<>();
            for (int i = 0; i < actors.size(); i++) {
                ActorSettings actor = actors.get(i);
                if (!seen.add(actor.namespace() + "\n" + actor.externalId())) {
                    findings.at(i).add("external_id", "appears twice in the same namespace");
                }
            }
        }
    }

    /** Each {@code *.pub} file of a directory is an actor in {@code root}, named by the file. */
    @Variant(presentBy = {"keys_path", "permissions", "sync_cron_schedule"})
    record KeyDirectory(
            @Doc("Directory of the public keys.") Path keysPath,

            @Doc("Permissions of each of these actors.") @Default("[]")
            List<PermissionSettings> permissions,

            @Doc("When the directory is read again.") @Default("'*/5 * * * *'")
            Cron syncCronSchedule)
            implements ActorSourceSettings {}

    /** One actor. */
    record ActorSettings(
            @Doc("Name in tokens, 1 to 255 characters.") String externalId,
            @Doc("Namespace of the actor.") @Default("root") NamespacePath namespace,
            @Doc("Key whose tokens are accepted.") Key key,
            @Doc("What the actor may do.") @Default("[]") List<PermissionSettings> permissions,
            @Doc("Labels of the actor.") @Default("{}") Map<String, String> labels,

            @Doc("Whether tokens of this key may name other actors.") @Default("false")
            boolean canAssertActors)
            implements Validated {

        private static final int MAX_LENGTH = 255;

        @Override
        public void validate(Findings findings) {
            if (externalId.isEmpty()
                    || externalId.length() > MAX_LENGTH
                    || externalId.chars().anyMatch(Character::isISOControl)) {
                findings.add("external_id", "must be 1 to 255 characters without control characters");
            }
            try {
                Labels.ofCaller(labels);
            } catch (AuthProxyException e) {
                findings.add("labels", e.message());
            }
        }
    }
}
