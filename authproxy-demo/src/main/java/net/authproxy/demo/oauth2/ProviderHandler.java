package net.authproxy.demo.oauth2;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes each request through its faults to its endpoint and back. Never blocks and never sleeps. */
final class ProviderHandler implements Handler<HttpServerRequest> {

    private static final Logger LOG = Logger.getLogger(ProviderHandler.class.getName());
    private static final int MAX_BODY = 1 << 20;

    private final Vertx vertx;
    private final Clock clock;
    private final Faults faults;
    private final Traffic traffic;
    private final Endpoints endpoints;
    private final AdminEndpoint admin;
    private final AnswerWriter writer = new AnswerWriter();

    ProviderHandler(
            Vertx vertx, Clock clock, Faults faults, Traffic traffic, Endpoints endpoints, AdminEndpoint admin) {
        this.vertx = vertx;
        this.clock = clock;
        this.faults = faults;
        this.traffic = traffic;
        this.endpoints = endpoints;
        this.admin = admin;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (path.equals(AdminEndpoint.PATH) || path.startsWith(AdminEndpoint.PATH + "/")) {
            // The endpoint of the exchange is of no meaning here: no fault is taken and nothing is counted.
            withBody(
                    request,
                    body -> writer.write(
                            Exchange.of(request, Endpoint.API, body), FaultPlan.NONE, admin.answer(request, body)));
            return;
        }
        Optional<Endpoint> endpoint = Endpoint.ofPath(path);
        if (endpoint.isEmpty()) {
            request.response().setStatusCode(404).end();
            return;
        }
        withBody(request, body -> received(Exchange.of(request, endpoint.get(), body)));
    }

    private void received(Exchange exchange) {
        String grantType = exchange.endpoint() == Endpoint.TOKEN ? exchange.grantType() : null;
        traffic.received(exchange.toRecord(clock.instant()), grantType);
        FaultPlan plan = faults.take(exchange.endpoint(), grantType);
        pause(plan, Moment.BEFORE_CHANGE, () -> act(exchange, plan));
    }

    private void act(Exchange exchange, FaultPlan plan) {
        if (plan.resets(Moment.BEFORE_CHANGE)) {
            writer.reset(exchange.request());
            return;
        }
        Answer answer = plan.instead(exchange.endpoint()).orElseGet(() -> plan.shape(answer(exchange, plan)));
        pause(plan, Moment.AFTER_CHANGE, () -> finish(exchange, plan, answer));
    }

    private void finish(Exchange exchange, FaultPlan plan, Answer answer) {
        if (plan.resets(Moment.AFTER_CHANGE)) {
            writer.reset(exchange.request());
        } else {
            writer.write(exchange, plan, answer);
        }
    }

    private Answer answer(Exchange exchange, FaultPlan plan) {
        try {
            return endpoints.answer(exchange, plan);
        } catch (Refusal refusal) {
            return refusal.toAnswer();
        } catch (RuntimeException e) {
            // Our own mistake: without an answer the client would wait for its time-out.
            LOG.log(Level.SEVERE, "no answer for " + exchange, e);
            return Answer.json(500, Members.NONE.with("error", "server_error"));
        }
    }

    private void pause(FaultPlan plan, Moment moment, Runnable rest) {
        Context context = vertx.getOrCreateContext();
        Runnable afterDelay =
                plan.holds(moment) ? () -> faults.hold(() -> context.runOnContext(released -> rest.run())) : rest;
        long millis = plan.delay(moment).toMillis();
        if (millis > 0) {
            vertx.setTimer(millis, timer -> afterDelay.run());
        } else {
            afterDelay.run();
        }
    }

    private static void withBody(HttpServerRequest request, Consumer<Buffer> whole) {
        if (request.method().equals(HttpMethod.GET)) {
            request.endHandler(end -> whole.accept(Buffer.buffer()));
            return;
        }
        Buffer collected = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(chunk -> {
            tooLarge[0] |= collected.length() + chunk.length() > MAX_BODY;
            if (!tooLarge[0]) {
                collected.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (tooLarge[0]) {
                request.response().setStatusCode(413).end();
            } else {
                whole.accept(collected);
            }
        });
    }
}
