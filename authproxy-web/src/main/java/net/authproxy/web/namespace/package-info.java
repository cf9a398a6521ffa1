/** Routes of namespaces (contract 3). */
@NullMarked
package net.authproxy.web.namespace;

import org.jspecify.annotations.NullMarked;
