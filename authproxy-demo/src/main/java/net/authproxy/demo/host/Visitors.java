package net.authproxy.demo.host;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is signed in to this product, by a cookie of its own. Event loop only; the oldest of many are forgotten. */
final class Visitors {

    private static final String COOKIE = "larkspur";
    private static final int MOST = 1_000;
    private static final int BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Employee> signedIn = new LinkedHashMap<>();

    Optional<Employee> of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? Optional.empty() : Optional.ofNullable(signedIn.get(cookie.getValue()));
    }

    void signIn(HttpServerRequest request, Employee person) {
        signOut(request);
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        if (signedIn.size() == MOST) {
            signedIn.remove(signedIn.keySet().iterator().next());
        }
        signedIn.put(id, person);
        request.response().addCookie(cookie(id));
    }

    void signOut(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        if (cookie != null) {
            signedIn.remove(cookie.getValue());
            request.response().addCookie(cookie("").setMaxAge(0));
        }
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value).setHttpOnly(true).setPath("/").setSameSite(CookieSameSite.LAX);
    }
}
