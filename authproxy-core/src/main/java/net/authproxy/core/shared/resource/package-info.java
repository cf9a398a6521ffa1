/** Identifiers, namespaces, labels and pages: what every resource has (contract 1.3 to 1.7, 3). */
@NullMarked
package net.authproxy.core.shared.resource;

import org.jspecify.annotations.NullMarked;
