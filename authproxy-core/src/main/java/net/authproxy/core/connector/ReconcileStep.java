package net.authproxy.core.connector;

/** What reconciliation does about one item of the configuration. */
sealed interface ReconcileStep {

    /** A connector nobody knows yet: version 1. */
    record Create(WantedConnector wanted) implements ReconcileStep {}

    /** The same under an id that the configuration names. */
    record CreateAs(WantedConnector wanted, String id) implements ReconcileStep {}

    /** Another definition than the published one: a new version. */
    record AddVersion(WantedConnector wanted, String id, int version) implements ReconcileStep {}

    /** Another definition than the draft: changed in place. */
    record UpdateDraft(WantedConnector wanted, String id, int version) implements ReconcileStep {}

    /** The same definition, to be published or promoted. */
    record Move(String id, int version) implements ReconcileStep {}
}
