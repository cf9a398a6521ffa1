/** Reads the configuration file and binds it to the settings records of the features (contract 13). */
@NullMarked
package net.authproxy.core.shared.settings;

import org.jspecify.annotations.NullMarked;
