package net.authproxy.core.connector.definition;

import org.jspecify.annotations.Nullable;

/**
 * What users see of a connector.
 *
 * @param displayName its name
 * @param logo its picture
 * @param highlight one line of text; absent if none
 * @param description markdown, to be sanitised by whoever shows it; absent if none
 * @param links pages about the service
 */
public record Appearance(
        String displayName,
        Logo logo,
        @Nullable String highlight,
        @Nullable String description,
        Links links) {

    /**
     * Pages about the service, each an https URL or absent.
     *
     * @param statusPage whether the service is up
     * @param marketplace where users find it
     * @param developerConsole where clients are registered
     * @param oauthClient the client used here
     */
    public record Links(
            @Nullable String statusPage,
            @Nullable String marketplace,
            @Nullable String developerConsole,
            @Nullable String oauthClient) {}
}
