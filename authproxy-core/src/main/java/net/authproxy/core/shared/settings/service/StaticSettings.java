package net.authproxy.core.shared.settings.service;

import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.Doc;

/** Serves a web UI beside the API. */
public record StaticSettings(
        @Doc("Path the UI appears at.") @Default("/") String mountAt,

        @Doc("Directory with the UI's files; empty: the packaged UI.") @Default("''")
        String serveFrom) {

    public StaticSettings {
        if (!mountAt.startsWith("/")) {
            throw new IllegalArgumentException("mount_at must start with /");
        }
    }
}
