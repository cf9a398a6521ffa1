package net.authproxy.core.shared.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The table of keys in the documentation, from the shapes the binder follows. */
final class ConfigurationTable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String HEAD = """
            # Configuration

            Generated from the settings records; run the tests of `authproxy-core` with `-Dauthproxy.update=true` after a change.
            The same as JSON Schema: `configuration.schema.json`.

            - `authproxy serve --config=<file>`, or `AUTHPROXY_CONFIG`; without either the embedded default (loopback only).
            - `.env` files are read from the working directory upward; the nearest wins, the real environment wins over them.
            - Any scalar key can be set as `AUTHPROXY__<BLOCK>__<KEY>`, such as `AUTHPROXY__HTTP_LOGGING__BLOB_STORAGE__BUCKET`.
            - The file is YAML 1.2 (core schema: `no` is text, `0o17` is octal), UTF-8, one document, at most 1 MiB, 25000 values,
              64 levels and 100 aliases; no tags beyond the core ones, no duplicate keys, keys are single values; `<<` merges
              mappings. Narrower than YAML: no tabs between tokens; in `{..}` the colon stands beside its key and no text begins
              with a colon; the leading empty lines of a block text hold no more blanks than its first line; names of anchors
              have neither colon nor asterisk.
            - Unknown keys, wrong types, contradictions and, outside development mode, dangerous settings stop the start; every
              finding is printed with file, line and key. Development mode: `dev_settings.enabled`, or every listener
              (`public`, `api`, `admin_api`, `worker`) bound to a loopback address.
            - Relative paths count from the working directory; `~` is the home directory.

            | form | written as |
            |---|---|
            | duration | `1d12h`, `90s`, `250ms`, in this order of units; `0` for none |
            | size | `250kb` (thousands), `250kib` (1024s), up to `eb` and `eib`, or a number of bytes |
            | cron | five fields in UTC, `@hourly`, `@daily`, `@every <duration>` |
            | value (text) | the text, `{value}`, `{base64}`, `{env_var, default}`, `{env_var_base64, default}`, `{path}` |
            | key data | `{value}`, `{base64}`, `{env_var}`, `{env_var_base64}`, `{path}`, `{random: true}`, or a secret of `vault_*`, `aws_*`, `gcp_*` |
            | key | `{public_key, private_key}` or `{shared_key}`, each of them key data |

            An environment variable that is set to nothing counts as unset. An asterisk marks a required key.

            ## Top level

            | key | type | default | meaning |
            |---|---|---|---|
            | `data_dir` | path | `"./data"` | Where AuthProxy keeps its files. |
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private ConfigurationTable() {}

    static String of(List<SettingsBlock<?>> blocks) {
        ConfigurationTable table = new ConfigurationTable();
        for (SettingsBlock<?> block : blocks) {
            table.text.append("\n## `").append(block.name()).append('`');
            table.text.append(block.required() ? " (required)\n" : "\n");
            table.rows("", Shapes.of(block.type()));
        }
        return table.text.toString();
    }

    private void rows(String prefix, Shape shape) {
        if (shape instanceof Shape.UnionOf union) {
            union.options().forEach(option -> {
                text.append("\nWith `").append(mark(union, option)).append("`:\n");
                table(prefix, option.shape());
            });
        } else {
            table(prefix, (Shape.RecordOf) shape);
        }
    }

    private static String mark(Shape.UnionOf union, Shape.Option option) {
        return union.discriminator().isEmpty()
                ? Arrays.stream(option.variant().presentBy()).findFirst().orElse("a list")
                : union.discriminator() + ": "
                        + Arrays.stream(option.variant().value()).collect(Collectors.joining(" | "));
    }

    private void table(String prefix, Shape.RecordOf shape) {
        List<String> rows = new ArrayList<>();
        collect(prefix, shape, rows);
        text.append(
                rows.isEmpty() ? "\nNo further keys.\n" : "\n| key | type | default | meaning |\n|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
    }

    private static void collect(String prefix, Shape.RecordOf shape, List<String> rows) {
        for (Shape.Member member : shape.members()) {
            if (member.inline()) {
                rows.add("| | " + type(member.shape()) + " | | The forms of it stand here. |");
            } else {
                String name = prefix + member.name();
                rows.add("| `" + name + "`" + (member.required() ? " *" : "") + " | " + type(member.shape()) + " | "
                        + fallback(member) + " | " + member.doc().replace("|", "\\|") + " |");
                nested(name, member.shape(), rows);
            }
        }
    }

    private static void nested(String name, Shape shape, List<String> rows) {
        switch (shape) {
            case Shape.RecordOf type -> collect(name + ".", type, rows);
            case Shape.ListOf list -> nested(name + "[]", list.item(), rows);
            case Shape.UnionOf union -> variants(name, union, rows);
            default -> {
                // a single value
            }
        }
    }

    private static void variants(String name, Shape.UnionOf union, List<String> rows) {
        for (Shape.Option option : isForm(union) ? List.<Shape.Option>of() : union.options()) {
            if (option.variant().list()) {
                nested(name, option.shape().members().getFirst().shape(), rows);
            } else if (!option.shape().members().isEmpty()) {
                rows.add("| `" + name + "` with `" + mark(union, option) + "` | | | |");
                collect(name + ".", option.shape(), rows);
            }
        }
    }

    /** Explained once at the top of the page. */
    private static boolean isForm(Shape.UnionOf union) {
        return List.of(StringValue.class, IntegerValue.class, KeyData.class, Key.class)
                .contains(union.type());
    }

    private static String fallback(Shape.Member member) {
        return member.defaultValue() == null
                ? ""
                : "`" + JSON.writeValueAsString(member.defaultValue().plain()) + "`";
    }

    private static String type(Shape shape) {
        return switch (shape) {
            case Shape.Text ignored -> "text";
            case Shape.SecretText ignored -> "text";
            case Shape.Flag ignored -> "true, false";
            case Shape.Whole whole -> whole.max() < Integer.MAX_VALUE ? whole.min() + " to " + whole.max() : "number";
            case Shape.Span ignored -> "duration";
            case Shape.Size ignored -> "size";
            case Shape.Url ignored -> "URL";
            case Shape.FilePath ignored -> "path";
            case Shape.Choice choice -> String.join(", ", choice.constants().keySet());
            case Shape.Parsed parsed ->
                switch (parsed.type().getSimpleName()) {
                    case "Cron" -> "cron";
                    case "NamespaceMatcher" -> "namespace matcher";
                    default -> "namespace";
                };
            case Shape.Part ignored -> "connector definition";
            case Shape.ListOf list -> "list of " + type(list.item());
            case Shape.MapOf map -> "map to " + type(map.value());
            case Shape.RecordOf ignored -> "mapping";
            case Shape.UnionOf union -> union(union);
        };
    }

    private static String union(Shape.UnionOf union) {
        if (union.type() == StringValue.class) {
            return "value";
        }
        if (union.type() == IntegerValue.class) {
            return "number or variable";
        }
        if (union.type() == KeyData.class) {
            return "key data";
        }
        return union.type() == Key.class ? "key" : "mapping";
    }
}
