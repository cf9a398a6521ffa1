package net.authproxy.demo.oauth2;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which faults are on. Every rule that fits a request applies to it and is used up by one. Safe for any thread. */
public final class Faults {

    private final List<Active> rules = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();

    Faults() {}

    /** These faults for the next requests of an endpoint. */
    public Faults next(int times, Endpoint endpoint, Fault... faults) {
        return add(new FaultRule(endpoint, null, times, List.of(faults)));
    }

    /** These faults for the next token requests of a grant type, such as {@code refresh_token}. */
    public Faults nextGrant(int times, String grantType, Fault... faults) {
        return add(new FaultRule(Endpoint.TOKEN, grantType, times, List.of(faults)));
    }

    /** These faults for every request of an endpoint until {@link #clear}. */
    public Faults always(Endpoint endpoint, Fault... faults) {
        return add(new FaultRule(endpoint, null, 0, List.of(faults)));
    }

    public synchronized Faults add(FaultRule rule) {
        rules.add(new Active(rule, new AtomicInteger(rule.times())));
        return this;
    }

    /** The rules that are still to apply, each with how many times are left. */
    public synchronized List<FaultRule> active() {
        return rules.stream().map(Active::rest).toList();
    }

    /** Switches everything off and lets held answers go on. */
    public void clear() {
        synchronized (this) {
            rules.clear();
        }
        release();
    }

    /** Lets the requests go on that {@link Fault.Hold} stopped, and says how many. */
    public int release() {
        List<Runnable> waiting;
        synchronized (this) {
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(Runnable::run);
        return waiting.size();
    }

    /** How many requests {@link Fault.Hold} stops at this moment. */
    public synchronized int held() {
        return held.size();
    }

    synchronized void hold(Runnable rest) {
        held.add(rest);
    }

    synchronized FaultPlan take(Endpoint endpoint, @Nullable String grantType) {
        List<Fault> taken = new ArrayList<>();
        for (Iterator<Active> each = rules.iterator(); each.hasNext(); ) {
            Active active = each.next();
            if (!active.rule.fits(endpoint, grantType)) {
                continue;
            }
            taken.addAll(active.rule.faults());
            if (active.rule.times() > 0 && active.left.decrementAndGet() == 0) {
                each.remove();
            }
        }
        return new FaultPlan(taken);
    }

    private record Active(FaultRule rule, AtomicInteger left) {
        FaultRule rest() {
            return new FaultRule(rule.endpoint(), rule.grantType(), left.get(), rule.faults());
        }
    }
}
