package net.authproxy.core.connector.definition;

/** The picture of a connector. The server never fetches it. */
public sealed interface Logo {

    /** An https URL, or the {@code data:} URI of an inline picture. */
    String asText();

    /**
     * A picture somewhere else.
     *
     * @param url an https URL
     */
    record PublicUrl(String url) implements Logo {

        @Override
        public String asText() {
            return url;
        }
    }

    /**
     * A picture within the definition.
     *
     * @param mimeType such as {@code image/png}
     * @param base64 the picture
     */
    record Inline(String mimeType, String base64) implements Logo {

        @Override
        public String asText() {
            return "data:" + mimeType + ";base64," + base64;
        }
    }
}
