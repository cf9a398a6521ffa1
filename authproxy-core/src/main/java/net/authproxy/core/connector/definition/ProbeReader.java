package net.authproxy.core.connector.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.authproxy.core.shared.expression.Expression;
import net.authproxy.core.shared.template.Template;

/** Reads {@code probes}. */
final class ProbeReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
    private static final int FAILURES = 3;
    private static final int MAX_THRESHOLD = 1_000;
    private static final Pattern STATUS = Pattern.compile("[1-5](xx|[0-9]{2})");

    private final Set<String> ids = new HashSet<>();

    List<ProbeDefinition> read(ObjectReader definition) {
        return definition.objects("probes", this::probe);
    }

    private ProbeDefinition probe(ObjectReader in) {
        String id = in.requiredText("id");
        if (!id.isEmpty() && !ids.add(id)) {
            in.finding("id", "is used by another probe");
        }
        boolean proxied = in.raw("proxy_http") != null;
        boolean plain = in.raw("http") != null;
        if (proxied == plain) {
            in.reading().finding(in.path(), "must have either proxy_http or http");
        }
        Call none = new Call(new RequestTemplate("GET", Template.compile(""), Map.of(), null), TIMEOUT);
        Call plainCall = in.object("http", none, this::call);
        Call call = in.object("proxy_http", plainCall, this::call);
        return new ProbeDefinition(
                id,
                proxied,
                call.request,
                call.timeout,
                schedule(in),
                in.object("success", ProbeDefinition.Success.DEFAULT, this::success),
                in.integer("failure_threshold", FAILURES, 1, MAX_THRESHOLD),
                in.integer("success_threshold", 1, 1, MAX_THRESHOLD));
    }

    /** A request and how long it may take. */
    private record Call(RequestTemplate request, Duration timeout) {}

    private Call call(ObjectReader in) {
        Duration timeout = in.duration("timeout", TIMEOUT);
        if (timeout.compareTo(MAX_TIMEOUT) > 0) {
            in.finding("timeout", "must be at most 10m");
        }
        return new Call(RequestReader.requestWithBody(in, TemplateScope.CONNECTED), timeout);
    }

    private static ProbeSchedule schedule(ObjectReader in) {
        Duration period = in.duration("period");
        String cron = in.text("cron");
        if (period != null && cron != null) {
            in.reading().finding(in.path(), "must have at most one of period and cron");
        }
        if (period != null && period.compareTo(Duration.ofSeconds(1)) < 0 && in.has("period")) {
            in.finding("period", "must be at least 1s");
        }
        if (cron != null && !CronText.isValid(cron)) {
            in.finding("cron", "must be five fields, @hourly, @daily or @every <duration>");
        }
        if (cron != null) {
            return new ProbeSchedule.Cron(cron);
        }
        return period == null ? new ProbeSchedule.OnDemand() : new ProbeSchedule.Every(period);
    }

    private ProbeDefinition.Success success(ObjectReader in) {
        List<String> statuses = new ArrayList<>();
        in.eachElement("status", (element, path) -> {
            String text = element.isString() || element.isIntegralNumber() ? element.asString() : "";
            if (!STATUS.matcher(text).matches()) {
                in.reading().finding(path, "must be a status such as 200 or 2xx");
            }
            statuses.add(text);
        });
        List<Expression> json = new ArrayList<>();
        in.eachElement("json", (element, path) -> {
            if (element.isString()) {
                json.add(ValueReader.expression(element.stringValue(), path, in.reading(), Expression.Kind.PREDICATE));
            } else {
                in.reading().finding(path, "must be a text");
            }
        });
        return new ProbeDefinition.Success(
                statuses.isEmpty() ? ProbeDefinition.Success.DEFAULT.statuses() : statuses, json);
    }
}
