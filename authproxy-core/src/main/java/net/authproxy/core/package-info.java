/** The product's rules, one package per feature; docs/architecture.md is the map. */
@NullMarked
package net.authproxy.core;

import org.jspecify.annotations.NullMarked;
