package net.authproxy.demo.oauth2;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.authproxy.demo.oauth2.Answer.Content;

/** The faults of one request. */
record FaultPlan(List<Fault> faults) {

    static final FaultPlan NONE = new FaultPlan(List.of());

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PAGE = "<!doctype html><title>Bad gateway</title><h1>Please try again later</h1>";

    FaultPlan {
        faults = List.copyOf(faults);
    }

    <F extends Fault> Stream<F> all(Class<F> type) {
        return faults.stream().filter(type::isInstance).map(type::cast);
    }

    boolean has(Class<? extends Fault> type) {
        return all(type).findAny().isPresent();
    }

    Duration delay(Moment moment) {
        return all(Fault.Delay.class)
                .filter(delay -> delay.moment() == moment)
                .map(Fault.Delay::time)
                .reduce(Duration.ZERO, Duration::plus);
    }

    boolean holds(Moment moment) {
        return all(Fault.Hold.class).anyMatch(hold -> hold.moment() == moment);
    }

    boolean resets(Moment moment) {
        return all(Fault.Reset.class).anyMatch(reset -> reset.moment() == moment);
    }

    IssueOptions issueOptions() {
        return new IssueOptions(
                !has(Fault.NoRefreshToken.class),
                all(Fault.GrantScopes.class)
                        .map(Fault.GrantScopes::scopes)
                        .findFirst()
                        .orElse(null));
    }

    /** The answer that takes the place of the real one. */
    Optional<Answer> instead(Endpoint endpoint) {
        return faults.stream()
                .map(fault -> instead(endpoint, fault))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Answer> instead(Endpoint endpoint, Fault fault) {
        return Optional.ofNullable(
                switch (fault) {
                    // The consent screen tells the client by redirect: AuthorizeEndpoint does that.
                    case Fault.Refuse refuse -> endpoint == Endpoint.AUTHORIZE ? null : refused(refuse);
                    case Fault.Unauthorized unauthorized ->
                        Refusal.invalidToken().toAnswer();
                    case Fault.Html html -> Answer.text(html.status(), "text/html; charset=utf-8", PAGE);
                    case Fault.Raw raw -> Answer.text(raw.status(), raw.contentType(), raw.body());
                    case Fault.Redirect redirect -> Answer.redirect(redirect.status(), redirect.location());
                    default -> null;
                });
    }

    private static Answer refused(Fault.Refuse refuse) {
        Members members = refuse.error() == null
                ? Members.NONE
                : Members.NONE.with("error", refuse.error()).with("error_description", "as the test asked for");
        Answer answer = Answer.json(refuse.status(), members);
        return refuse.retryAfter() == null ? answer : answer.with("Retry-After", refuse.retryAfter());
    }

    /** The answer with what the faults do to its JSON; error answers stay as they are. */
    Answer shape(Answer answer) {
        if (answer.status() / 100 != 2 || !(answer.content() instanceof Content.Json json)) {
            return answer;
        }
        Members changed = json.members();
        for (Fault fault : faults) {
            changed = changed(changed, fault);
        }
        for (Fault.Nested nested : all(Fault.Nested.class).toList()) {
            changed = changed.below(nested.path());
        }
        return has(Fault.FormEncoded.class)
                ? answer.with(new Content.Bytes(FORM, Buffer.buffer(changed.toForm())))
                : answer.with(new Content.Json(changed));
    }

    private static Members changed(Members members, Fault fault) {
        return switch (fault) {
            case Fault.SetMember set -> members.set(set.name(), set.json());
            case Fault.DropMember drop -> members.without(drop.name());
            case Fault.DuplicateMember twice -> members.plus(twice.name(), twice.json());
            case Fault.CommaScopes commas ->
                withText(members, "scope", members.text("scope").replace(' ', ','));
            case Fault.DirtyToken dirty -> withText(members, "access_token", dirty(members, dirty.added()));
            case Fault.Huge huge -> members.plus("filling", "\"" + "x".repeat(huge.bytes()) + "\"");
            case Fault.Deep deep -> members.plus("deep", "[".repeat(deep.levels()) + "]".repeat(deep.levels()));
            default -> members;
        };
    }

    private static String dirty(Members members, String added) {
        String token = members.text("access_token");
        int middle = token.length() / 2;
        return token.substring(0, middle) + added + token.substring(middle);
    }

    private static Members withText(Members members, String name, String text) {
        return members.set(name, Members.NONE.with(name, text).all().getFirst().json());
    }
}
