package net.authproxy.core.shared.settings.service;

import java.net.URI;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.StringValue;
import org.jspecify.annotations.Nullable;

/** Block {@code error_pages}: what browsers see when a page route fails (contract 5.6). */
public record ErrorPagesSettings(
        @Doc("URL to send the browser to instead of the 404 page.") @Nullable
        URI notFound,

        @Doc("URL to send the browser to instead of the 401 page.") @Nullable
        URI unauthorized,

        @Doc("URL to send the browser to instead of the 500 page.") @Nullable
        URI internalError,

        @Doc("HTML of the built-in page, with the variables Error, Title and Description.") @Nullable
        StringValue template) {}
