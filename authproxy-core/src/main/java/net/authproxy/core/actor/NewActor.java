package net.authproxy.core.actor;

import java.util.List;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.NamespacePath;

/**
 * An actor to be made.
 *
 * @param externalId 1 to 255 visible characters, unique among the live actors of the namespace
 */
public record NewActor(
        NamespacePath namespace,
        String externalId,
        List<Permission> permissions,
        Labels labels,
        Annotations annotations) {

    private static final int MAX_EXTERNAL_ID = 255;

    public NewActor {
        permissions = List.copyOf(permissions);
        if (!isExternalId(externalId)) {
            throw AuthProxyException.invalid("external_id", "must be 1 to 255 visible characters");
        }
    }

    /** Whether the text may be an external id. */
    static boolean isExternalId(String text) {
        return !text.isBlank()
                && text.length() <= MAX_EXTERNAL_ID
                && text.codePoints().noneMatch(NewActor::isInvisible);
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }
}
