package net.authproxy.core.authentication;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The deny list of tokens by {@code jti} (contract 4.6, 5.2). */
class RevokedTokens {

    private final JdbcClient jdbc;

    RevokedTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean contains(String jti) {
        return jdbc.sql("select count(*) from revoked_tokens where id = :id")
                        .param("id", jti)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
