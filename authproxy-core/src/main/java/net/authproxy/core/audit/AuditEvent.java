package net.authproxy.core.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.authproxy.core.shared.resource.NamespacePath;
import org.jspecify.annotations.Nullable;

/**
 * Something worth a row. Who did it and over which request is added by {@link AuditTrail}.
 *
 * @param namespace where the thing belongs; decides who may read the row
 * @param resourceId absent when there is no single thing
 * @param details few short facts for people, never a secret
 * @param beforeHash digest of the thing before the change; absent when it did not exist or does not matter
 * @param afterHash the same after it
 */
public record AuditEvent(
        AuditAction action,
        NamespacePath namespace,
        @Nullable String resourceId,
        AuditOutcome outcome,
        Map<String, String> details,
        @Nullable String beforeHash,
        @Nullable String afterHash) {

    private static final int MOST_DETAILS = 16;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,31}");

    public AuditEvent {
        details = Map.copyOf(details);
        if (details.size() > MOST_DETAILS) {
            throw new IllegalArgumentException("more than " + MOST_DETAILS + " details");
        }
    }

    /** Something that was done. */
    public static AuditEvent of(AuditAction action, NamespacePath namespace, @Nullable String resourceId) {
        return new AuditEvent(action, namespace, resourceId, AuditOutcome.SUCCESS, Map.of(), null, null);
    }

    /** The same, but it was not permitted. */
    public AuditEvent refused() {
        return new AuditEvent(action, namespace, resourceId, AuditOutcome.REFUSED, details, beforeHash, afterHash);
    }

    /** The same with one more detail; long text is cut, an absent value leaves the event as it is. Never a secret. */
    public AuditEvent with(String name, @Nullable String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a detail");
        }
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, AuditText.of(value));
        return new AuditEvent(action, namespace, resourceId, outcome, more, beforeHash, afterHash);
    }

    /** The same with a number as a detail. */
    public AuditEvent with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /**
     * The same with digests of the thing before and after, so that a reader can tell which state a row speaks of.
     *
     * @param before members of the thing, JSON-like and without secrets; absent when it did not exist
     * @param after absent when it no longer exists
     */
    public AuditEvent changing(@Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {
        return new AuditEvent(
                action, namespace, resourceId, outcome, details, StateDigest.of(before), StateDigest.of(after));
    }
}
