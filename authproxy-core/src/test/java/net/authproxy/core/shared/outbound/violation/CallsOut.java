package net.authproxy.core.shared.outbound.violation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URL;
import java.net.http.HttpClient;
import net.authproxy.core.shared.outbound.Destination;

/** Never run; only its calls are looked at. */
public final class CallsOut {

    Object byJdkClient() {
        return HttpClient.newHttpClient();
    }

    Object byVertx(Vertx vertx) {
        return vertx.createHttpClient(new HttpClientOptions());
    }

    InputStream byUrl(URL url) throws IOException {
        return url.openStream();
    }

    Destination unchecked(InetAddress address) {
        return new Destination(true, "evil.test", 443, address);
    }
}
