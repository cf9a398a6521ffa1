package net.authproxy.core.shared.storage;

/** The two relational databases AuthProxy runs on. */
public enum DatabaseKind {
    SQLITE,
    POSTGRES;

    /** Folder of the migrations that only this kind needs. */
    String migrationFolder() {
        return this == SQLITE ? "sqlite" : "postgresql";
    }
}
