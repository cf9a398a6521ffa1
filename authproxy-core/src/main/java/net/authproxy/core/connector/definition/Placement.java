package net.authproxy.core.connector.definition;

import net.authproxy.core.shared.template.Template;

/** Where a credential goes in the outgoing request (contract 6.2); replaces what the caller put there. */
public sealed interface Placement {

    /** The value, as a template over {@code credentials} and {@code cfg}. */
    Template template();

    /** {@code Authorization: Bearer <value>}. */
    record Bearer(Template template) implements Placement {}

    /** {@code Authorization: Basic base64(<value>)}; the value is {@code user:password}. */
    record Basic(Template template) implements Placement {}

    /**
     * {@code <name>: <prefix><value>}.
     *
     * @param prefix text before the value, its blank included; may be empty
     */
    record Header(String name, String prefix, Template template) implements Placement {}

    /** The query parameter of that name. */
    record Query(String name, Template template) implements Placement {}

    /** The member of a JSON object or the field of a form, of that name. */
    record Body(String name, Template template) implements Placement {}

    /** {@code Cookie: <name>=<value>}. */
    record Cookie(String name, Template template) implements Placement {}
}
