package net.authproxy.web.actor;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.authproxy.core.authentication.MintRequest;
import net.authproxy.core.authentication.TokenMinter;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionReader;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.settings.HumanDuration;
import net.authproxy.web.openapi.Refuses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Minted tokens: scoped, signed by AuthProxy, revocable (contract 4.6). */
@RestController
@RequestMapping("/api/v1/actors/{id}/_tokens")
class ActorTokenController {

    private static final Set<String> DEFAULT_AUDIENCE = Set.of("api");

    private final TokenMinter minter;

    ActorTokenController(TokenMinter minter) {
        this.minter = minter;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "mintToken",
            summary = "Mints a scoped token for the actor",
            description = "For another actor the verb mint_token is needed, for oneself nothing. The permissions must"
                    + " be within the actor's, and for oneself within the caller's effective ones.")
    @Refuses(ErrorCode.GRANT_EXCEEDS_OWN)
    MintedTokenResponse mint(ActorPrincipal caller, @PathVariable String id, @RequestBody MintTokenRequest body) {
        MintRequest request = new MintRequest(
                PermissionReader.read(body.permissions(), "permissions"),
                ttl(body.ttl()),
                audience(body.aud()),
                Boolean.TRUE.equals(body.nonce()));
        return MintedTokenResponse.of(minter.mint(caller, ResourceId.parse(id, IdType.ACTOR), request));
    }

    private static @Nullable Duration ttl(@Nullable String text) {
        return text == null
                ? null
                : HumanDuration.parse(text)
                        .orElseThrow(() -> AuthProxyException.invalid("ttl", "must be a duration such as 15m"));
    }

    private static Set<String> audience(@Nullable List<@Nullable String> services) {
        return services == null
                ? DEFAULT_AUDIENCE
                : services.stream().map(String::valueOf).collect(Collectors.toSet());
    }

    @DeleteMapping("/{jti}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeToken",
            summary = "Refuses the actor's token with that jti from now on, in every process",
            description = "Also ends what that token minted. 204 whether or not there is such a token.")
    @Refuses(ErrorCode.VALIDATION_FAILED)
    void revoke(ActorPrincipal caller, @PathVariable String id, @PathVariable String jti) {
        minter.revoke(caller, ResourceId.parse(id, IdType.ACTOR), jti);
    }
}
