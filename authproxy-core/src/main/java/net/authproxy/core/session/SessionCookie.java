package net.authproxy.core.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.encryption.UndecryptableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The value of the session cookie: sealed for its service, so that it is worth nothing on another one (contract 5.5). */
final class SessionCookie {

    private static final int LONGEST = 4096;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FieldCipher cipher;

    SessionCookie(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** What a browser holds. */
    record Content(String id, @JsonProperty("actor_id") String actorId, String service) {

        boolean names(SessionRecord session) {
            return id.equals(session.id()) && actorId.equals(session.actorId()) && service.equals(session.service());
        }

        @Override
        public String toString() {
            return "cookie of " + actorId;
        }
    }

    String seal(SessionRecord session) {
        Content content = new Content(session.id(), session.actorId(), session.service());
        return OpaqueText.encode(
                cipher.sealGlobal(Purpose.SESSION_COOKIE, session.service(), JSON.writeValueAsBytes(content)));
    }

    /** Empty for anything that this installation did not seal for this service. */
    Optional<Content> open(String service, String value) {
        try {
            byte[] plain = cipher.openGlobal(Purpose.SESSION_COOKIE, service, OpaqueText.decode(value));
            return Optional.of(JSON.readValue(plain, Content.class))
                    .filter(content -> content.service().equals(service));
        } catch (UndecryptableException | IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Every value of the cookie in the {@code Cookie} headers; the normal case is one at most. */
    static List<String> values(List<String> headers, String name) {
        List<String> values = new ArrayList<>(1);
        for (String header : headers) {
            int start = 0;
            while (start < header.length()) {
                int semicolon = header.indexOf(';', start);
                int end = semicolon < 0 ? header.length() : semicolon;
                addValue(header.substring(start, end).strip(), name, values);
                start = end + 1;
            }
        }
        return values;
    }

    private static void addValue(String pair, String name, List<String> values) {
        if (pair.length() > name.length() && pair.startsWith(name) && pair.charAt(name.length()) == '=') {
            String value = pair.substring(name.length() + 1);
            values.add(value.length() > LONGEST ? "" : value);
        }
    }
}
