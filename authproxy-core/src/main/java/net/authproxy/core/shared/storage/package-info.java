/** Opening and migrating the databases; SQLite and PostgreSQL behave alike above this package. */
@NullMarked
package net.authproxy.core.shared.storage;

import org.jspecify.annotations.NullMarked;
