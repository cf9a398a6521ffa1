package net.authproxy.server;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;

/** Everything a server has written, as bytes: its directory, its database, its Redis, its log. */
final class StoredBytes {

    private final Map<String, String> places = new LinkedHashMap<>();

    private StoredBytes() {}

    static StoredBytes of(RunningServer server) {
        StoredBytes stored = new StoredBytes();
        stored.addFiles(server.directory());
        if (server.provider() == DatabaseProvider.POSTGRES) {
            stored.addTables(server);
        }
        stored.addRedis(server);
        stored.places.put("log", server.log());
        return stored;
    }

    /** How a secret could stand there: plain, for URLs, in hexadecimal, in base64 at each alignment, as a Basic pair. */
    static String[] spellings(String secret) {
        List<String> spellings = new ArrayList<>();
        spellings.add(secret);
        spellings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        spellings.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("x".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8));
            // The first group holds what stands before, the last one what comes after.
            spellings.add(encoded.substring(4, encoded.length() - 4));
        }
        return spellings.toArray(String[]::new);
    }

    /** Where any of these texts stands. */
    List<String> findings(String... texts) {
        List<String> found = new ArrayList<>();
        places.forEach((place, bytes) -> {
            for (String text : texts) {
                if (bytes.contains(text)) {
                    found.add(place + ": " + text);
                }
            }
        });
        return found;
    }

    private void addFiles(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                places.put("file " + file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addTables(RunningServer server) {
        try (Connection connection = server.postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery("select quote_ident(schemaname) || '.' || quote_ident(tablename)"
                            + " from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                StringBuilder text = new StringBuilder();
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
                places.put("table " + table, text.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addRedis(RunningServer server) {
        RedisURI address = RedisURI.builder()
                .withHost(server.redis.host())
                .withPort(server.redis.port())
                .withPassword(server.redis.password().toCharArray())
                .build();
        try (RedisClient client = RedisClient.create(address);
                var connection = client.connect(io.lettuce.core.codec.StringCodec.ASCII)) {
            RedisCommands<String, String> redis = connection.sync();
            for (String key : redis.keys("*")) {
                places.put(
                        "redis " + key, new String(redis.dump(key), StandardCharsets.ISO_8859_1) + value(redis, key));
            }
        }
    }

    /** DUMP compresses, so the values are read one by one as well. */
    private static String value(RedisCommands<String, String> redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> String.valueOf(redis.get(key));
            case "hash" -> redis.hgetall(key).toString();
            case "list" -> redis.lrange(key, 0, -1).toString();
            case "set" -> redis.smembers(key).toString();
            case "zset" -> redis.zrange(key, 0, -1).toString();
            default -> throw new AssertionError("a kind of value that nobody searched: " + redis.type(key));
        };
    }
}
