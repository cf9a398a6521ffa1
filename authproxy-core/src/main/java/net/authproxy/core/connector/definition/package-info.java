/**
 * What a connector definition says, read and checked (contract 6.1 to 6.3). The connector feature stores it; credential,
 * proxy, probe and setup read it.
 */
@NamedInterface("definition")
@NullMarked
package net.authproxy.core.connector.definition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
