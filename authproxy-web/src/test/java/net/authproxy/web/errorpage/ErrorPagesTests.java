package net.authproxy.web.errorpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** How page routes fail (contract 5.6). */
class ErrorPagesTests {

    private static final URI ELSEWHERE = URI.create("https://app.example.com/gone");

    private static String html(ResponseEntity<byte[]> answer) {
        return new String(Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8);
    }

    @Test
    void sendsTheBrowserToTheOperatorsPageOfThatKindOnly() {
        ErrorPages pages = new ErrorPages(Map.of(ErrorKind.NOT_FOUND, ELSEWHERE), null);

        ResponseEntity<byte[]> redirected = pages.failure(ErrorKind.NOT_FOUND);
        ResponseEntity<byte[]> shown = pages.failure(ErrorKind.UNAUTHORIZED);

        assertThat(redirected.getStatusCode().value()).isEqualTo(302);
        assertThat(redirected.getHeaders().getLocation()).isEqualTo(ELSEWHERE);
        assertThat(redirected.getBody()).isNull();
        assertThat(shown.getStatusCode().value()).isEqualTo(401);
        assertThat(html(shown)).contains("<h1>Not signed in</h1>");
    }

    @Test
    void showsItsOwnPageOnTheErrorRouteWhereverTheOperatorsIs() {
        ErrorPages pages = new ErrorPages(Map.of(ErrorKind.NOT_FOUND, ELSEWHERE), null);

        assertThat(pages.page(ErrorKind.NOT_FOUND).getStatusCode().value()).isEqualTo(404);
        assertThat(pages.page(ErrorKind.of("not_found")).getHeaders().getFirst("Content-Security-Policy"))
                .startsWith("default-src 'none'");
    }

    @Test
    void fillsTheOperatorsTemplate() {
        ErrorPages pages =
                new ErrorPages(Map.of(), "<b>{{Error}}</b> {{ Title }} {{.Description}} {{Other}} $1 {{Error}}");

        assertThat(html(pages.page(ErrorKind.NOT_FOUND)))
                .isEqualTo("<b>not_found</b> Page not found What you were looking for does not exist. {{Other}} $1"
                        + " not_found");
    }

    @Test
    void takesWhatItDoesNotKnowForAnInternalError() {
        assertThat(ErrorKind.of("<script>")).isEqualTo(ErrorKind.INTERNAL_ERROR);
        assertThat(ErrorKind.of("NOT_FOUND")).isEqualTo(ErrorKind.INTERNAL_ERROR);
    }
}
