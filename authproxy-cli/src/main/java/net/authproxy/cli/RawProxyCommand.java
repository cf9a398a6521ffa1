package net.authproxy.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code raw-proxy}: a local door to a service that signs every request (contract 14). */
@Command(
        name = "raw-proxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a local reverse proxy that gives every request a fresh token of 5 minutes.",
        footer = {
            "",
            "Whoever reaches the port acts as you. It answers only requests whose Host is the address it listens on,",
            "and none that a page of a foreign web site makes."
        })
final class RawProxyCommand implements Callable<Integer> {

    @Option(
            names = "--proxyTo",
            required = true,
            paramLabel = "api|public|admin-api|URL",
            description = "Where the requests go.")
    private String proxyTo = "";

    @Option(
            names = "--enableLoginRedirect",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Serve /login-redirect, which signs a browser in to the UIs.")
    private boolean enableLoginRedirect;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Address to listen on; default: 127.0.0.1.")
    private String ip = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; default: 8888, 0 picks one.")
    private int port = 8888;

    @Option(names = "--proto", paramLabel = "http|https", description = "Protocol to listen with; default: http.")
    private String proto = "http";

    @Option(names = "--pemPath", paramLabel = "FILE", description = "Certificate chain for https.")
    private @Nullable String pemPath;

    @Option(names = "--keyPath", paramLabel = "FILE", description = "Private key of the certificate, PEM.")
    private @Nullable String keyPath;

    @Option(names = "--namespace", paramLabel = "PATH", description = "Namespace of the actor; default: root.")
    private @Nullable String namespace;

    @Mixin
    private final CommonOptions common;

    @Mixin
    private final OutputOption output;

    private final CliContext context;

    RawProxyCommand(CliContext context) {
        this.context = context;
        this.common = new CommonOptions(context);
        this.output = new OutputOption(context, OutputFormat.TABLE);
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65535) {
            throw common.usage("--port must be from 0 to 65535");
        }
        TokenSigner signer = common.signer(namespace);
        LocalGuard guard = new LocalGuard(ip, List.of(common.marketplace(), common.adminUi()));
        LoginRedirect login =
                enableLoginRedirect ? new LoginRedirect(signer, common.marketplace(), common.adminUi()) : null;
        RawProxy proxy = RawProxy.start(new InetSocketAddress(ip, port), tls(), guard, target(), signer, login);
        try (proxy) {
            announce(proxy.port());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Asked to stop: that is the good end of this command.
            return CommandTree.OK;
        }
        return CommandTree.OK;
    }

    private void announce(int boundPort) {
        ObjectNode announcement = JsonMapper.shared().createObjectNode();
        announcement.put("listening", proto + "://" + ip + ":" + boundPort);
        announcement.put("proxy_to", target().text());
        output.print(announcement);
        context.out().flush();
    }

    private ServiceUrl target() {
        return switch (proxyTo) {
            case "api" -> common.api();
            case "public" -> common.auth();
            case "admin-api" -> common.adminApi();
            default ->
                ServiceUrl.parse(proxyTo)
                        .orElseThrow(() -> common.usage("--proxyTo must be api, public, admin-api or an address"));
        };
    }

    private @Nullable SSLContext tls() {
        if (proto.equals("http")) {
            return null;
        }
        if (!proto.equals("https")) {
            throw common.usage("--proto must be http or https");
        }
        if (pemPath == null || keyPath == null) {
            throw common.usage("--proto=https needs --pemPath and --keyPath");
        }
        return TlsFiles.load(context.path(pemPath), context.path(keyPath));
    }
}
