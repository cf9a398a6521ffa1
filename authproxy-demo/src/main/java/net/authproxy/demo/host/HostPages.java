package net.authproxy.demo.host;

import static net.authproxy.demo.host.Markup.text;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.authproxy.demo.host.AuthProxyClient.Reply;
import tools.jackson.databind.JsonNode;

/** The product's pages as HTML. Everything that came from elsewhere goes through {@link Markup#text}. */
final class HostPages {

    private static final List<String> NOTES = List.of(
            "08:30|Morning delivery|Two vans, route north",
            "11:00|Supplier call|Flour for October",
            "14:15|Interviews|Three people");

    private final URI publicUrl;

    HostPages(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    String signIn(String next) {
        String people = Arrays.stream(Employee.Tenant.values())
                .map(tenant -> tenant(tenant, next))
                .collect(Collectors.joining());
        return Markup.plain("Sign in", """
                <section class="gate">
                  <p class="mark" aria-hidden="true">L</p>
                  <h1>Who are you today?</h1>
                  <p class="lead">Larkspur is a demo. Pick somebody: people of one company share what they connect.</p>
                  %s
                </section>
                """.formatted(people));
    }

    private static String tenant(Employee.Tenant tenant, String next) {
        String people = Arrays.stream(Employee.values())
                .filter(person -> person.tenant() == tenant)
                .map(person -> """
                        <form method="post" action="/sign-in">
                          <input type="hidden" name="next" value="%s">
                          <button class="person" name="person" value="%s">
                            <span class="face face-%s" aria-hidden="true">%s</span>
                            <span><b>%s</b><small>%s</small></span>
                          </button>
                        </form>
                        """.formatted(
                                text(next),
                                person.id(),
                                person.id(),
                                person.initials(),
                                text(person.fullName()),
                                text(person.role())))
                .collect(Collectors.joining());
        return "<h2 class=\"overline\">%s</h2>\n%s".formatted(text(tenant.title()), people);
    }

    String home(Employee person, Reply connections) {
        String plan = NOTES.stream()
                .map(note -> note.split("\\|", 3))
                .map(note -> "<li><time>%s</time><b>%s</b><small>%s</small></li>".formatted(note[0], note[1], note[2]))
                .collect(Collectors.joining());
        return Markup.page(person, "/", "Today", """
                <h1>Good to see you, %s</h1>
                <p class="lead">Your day, and what your other tools know about it.</p>
                <div class="columns">
                  <section class="card"><h2>Today</h2><ul class="plan">%s</ul></section>
                  <section class="card"><h2>Connected tools</h2>%s</section>
                </div>
                <section>
                  <h2>Three ways to connect a tool</h2>
                  <div class="ways">
                    <a class="way" href="/integrations"><b>Inside this page</b><small>The element &lt;authproxy-marketplace&gt;, in our colours</small></a>
                    <a class="way" href="/integrations/one"><b>Just this one</b><small>A dialog for a single tool, where it is needed</small></a>
                    <a class="way" href="/integrations/full"><b>A page of its own</b><small>Off to the marketplace and back</small></a>
                  </div>
                </section>
                """.formatted(
                        text(person.fullName().split(" ")[0]), plan, connections(connections)));
    }

    private static String connections(Reply reply) {
        if (reply.status() != 200) {
            return "<p class=\"hint\">The list is not available at the moment (%d).</p>".formatted(reply.status());
        }
        JsonNode items = reply.json().path("items");
        if (items.isEmpty()) {
            return """
                    <p class="hint">Nothing yet. Connect a calendar and Larkspur plans around it.</p>
                    <p><a class="button" href="/integrations">Connect a tool</a></p>
                    """;
        }
        return items.valueStream()
                .map(HostPages::connection)
                .collect(Collectors.joining("", "<ul class=\"rows\">", "</ul>"));
    }

    private static String connection(JsonNode item) {
        JsonNode connector = item.path("connector");
        String account = item.path("account").path("name").asString("");
        String type = item.path("effective_labels").path("type").asString("");
        return """
                <li class="row"><img src="%s" alt="" width="32" height="32"><span><b>%s</b><small>%s</small></span>
                <a class="button quiet" href="/ask?connection=%s&amp;kind=%s">Ask it</a></li>
                """.formatted(
                        text(connector.path("logo").asString("")),
                        text(connector.path("display_name").asString("")),
                        text(account.isEmpty() ? "Ready" : account),
                        text(item.path("id").asString("")),
                        type.startsWith("demo-oauth2") ? "oauth2" : "key");
    }

    String integrations(Employee person) {
        return Markup.page(person, "/integrations", "Integrations", """
                <div class="heading">
                  <div><h1>Integrations</h1><p class="lead">What %s lets Larkspur use.</p></div>
                  <form class="looks" id="looks" aria-label="Look of the frame">
                    <label>Language <select id="language">
                      <option value="">Browser</option><option value="en">English</option><option value="de">Deutsch</option>
                      <option value="fr">Français</option><option value="es">Español</option><option value="ja">日本語</option>
                    </select></label>
                    <label>Colours <select id="scheme">
                      <option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option>
                    </select></label>
                  </form>
                </div>
                <p class="notice" id="notice" role="status"></p>
                <authproxy-marketplace id="marketplace" src="%s" accent="#5b3fc4" radius="10" aria-label="Integrations"></authproxy-marketplace>
                <script src="%s/embed.js"></script>
                """.formatted(
                        text(person.tenant().title()), publicUrl, publicUrl));
    }

    String one(Employee person, Reply connectors) {
        String rows = connectors
                .json()
                .path("items")
                .valueStream()
                .map(HostPages::offer)
                .collect(Collectors.joining("", "<ul class=\"rows card\">", "</ul>"));
        return Markup.page(person, "/integrations/one", "Just this one", """
                <h1>Plan with a tool you have</h1>
                <p class="lead">Each button opens a dialog for one tool and hands the connection back to this page.</p>
                <p class="notice" id="notice" role="status"></p>
                %s
                <script src="%s/embed.js"></script>
                """.formatted(rows, publicUrl));
    }

    private static String offer(JsonNode connector) {
        String type = connector.path("labels").path("type").asString("");
        return """
                <li class="row"><img src="%s" alt="" width="32" height="32"><span><b>%s</b><small>%s</small></span>
                <button class="button quiet" data-connector="%s" data-kind="%s">Connect</button></li>
                """.formatted(
                        text(connector.path("logo").asString("")),
                        text(connector.path("display_name").asString("")),
                        text(connector.path("highlight").asString("")),
                        text(connector.path("id").asString("")),
                        type.startsWith("demo-oauth2") ? "oauth2" : "key");
    }

    String answer(Employee person, Reply reply) {
        return Markup.page(person, "/", "Answer", """
                <p><a href="/">Back to today</a></p>
                <h1>What the tool answered</h1>
                <p class="lead">Larkspur sent the connection's id. AuthProxy put the credential in; Larkspur never saw it.</p>
                <section class="card"><p class="status">Status <b>%d</b></p><pre tabindex="0">%s</pre></section>
                """.formatted(reply.status(), text(reply.pretty())));
    }

    static String problem(String reason) {
        return Markup.plain("Larkspur", """
                <section class="gate"><h1>That did not work</h1><p class="lead">%s</p><p><a class="button" href="/">Go on</a></p></section>
                """.formatted(text(reason)));
    }
}
