package net.authproxy.core.connector.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.authproxy.core.shared.template.TemplateVariable;

/** Checks that need the whole definition: where variables come from, and which hosts get credentials. */
final class DefinitionChecks {

    private final ConnectorDefinition definition;
    private final Reading reading;
    private final List<SetupStep> steps;

    DefinitionChecks(ConnectorDefinition definition, Reading reading) {
        this.definition = definition;
        this.reading = reading;
        this.steps = definition.setup().steps();
    }

    void run() {
        reading.templates().forEach(this::checkVariables);
        Set<String> preconnect = keys(definition.setup().preconnect());
        reading.configurationKeys().stream()
                .filter(use -> !preconnect.contains(use.key()))
                .forEach(use -> reading.finding(use.path(), "is not asked in a preconnect step"));
        checkHosts();
    }

    private void checkVariables(Reading.TemplateUse use) {
        for (TemplateVariable variable : use.template().variables()) {
            TemplateScope.Kind kind = use.scope().kind();
            boolean allowed = switch (variable.root()) {
                case CFG -> available(use.scope()).contains(variable.key());
                case LABELS, ANNOTATIONS -> true;
                case CREDENTIALS -> kind == TemplateScope.Kind.PLACEMENT;
                case RETURN_URL -> kind == TemplateScope.Kind.REDIRECT;
            };
            if (!allowed) {
                reading.finding(use.path(), variable.name() + " " + refusal(variable, kind));
            }
        }
    }

    private static String refusal(TemplateVariable variable, TemplateScope.Kind kind) {
        if (variable.root() != TemplateVariable.Root.CFG) {
            return "is not available here";
        }
        return switch (kind) {
            case AUTHORIZE -> "is not asked in a preconnect step";
            case REFRESH -> "is not asked in a preconnect step and is no metadata of the token answer";
            case DATA_SOURCE, REDIRECT -> "is not known before this step";
            case CONNECTED, PLACEMENT -> "is set by no step, metadata or capture";
        };
    }

    private Set<String> available(TemplateScope scope) {
        Set<String> keys = new HashSet<>();
        switch (scope.kind()) {
            case AUTHORIZE -> keys.addAll(keys(definition.setup().preconnect()));
            case REFRESH -> {
                keys.addAll(keys(definition.setup().preconnect()));
                keys.addAll(metadata());
            }
            case CONNECTED, PLACEMENT -> {
                keys.addAll(keys(steps));
                keys.addAll(metadata());
            }
            case DATA_SOURCE, REDIRECT -> {
                keys.addAll(keys(steps.subList(0, Math.min(scope.step(), steps.size()))));
                if (scope.step() >= definition.setup().preconnect().size()) {
                    keys.addAll(metadata());
                }
            }
        }
        return keys;
    }

    private static Set<String> keys(List<SetupStep> steps) {
        return steps.stream().flatMap(step -> step.configurationKeys().stream()).collect(Collectors.toSet());
    }

    private Set<String> metadata() {
        return definition.auth() instanceof OAuth2 oauth2
                ? oauth2.token().response().metadata().keySet()
                : Set.of();
    }

    private void checkHosts() {
        boolean declared = !definition.allowedHostEntries().isEmpty();
        if (!declared && !DefinitionHosts.hasRegistrableHost(definition)) {
            reading.finding(
                    DocumentPath.ROOT.member("proxy").member("allowed_hosts"),
                    "is required, as no URL of the definition has a literal registrable domain");
        }
        for (EndpointHost host : definition.endpointHosts()) {
            if (host.registrableDomain() == null && !declared) {
                reading.finding(
                        new DocumentPath(host.path(), "", ""),
                        "needs a literal registrable domain, or proxy.allowed_hosts");
            } else if (host.icannDomain() == null && receivesOperatorSecret(host)) {
                reading.finding(
                        new DocumentPath(host.path(), "", ""),
                        "needs a literal domain, as it receives a client_secret that is not the user's own");
            }
        }
    }

    private boolean receivesOperatorSecret(EndpointHost host) {
        boolean tokenHost =
                host.path().equals("auth.token.endpoint") || host.path().equals("auth.refresh.endpoint");
        if (!tokenHost || !(definition.auth() instanceof OAuth2 oauth2)) {
            return false;
        }
        TemplatedValue secret = oauth2.client().secret();
        return secret != null
                && secret.variables().stream().noneMatch(variable -> variable.root() == TemplateVariable.Root.CFG);
    }
}
