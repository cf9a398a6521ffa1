/** The blocks that belong to no feature: listeners, logging, and what the services share (contract 13.2). */
@NullMarked
package net.authproxy.core.shared.settings.service;

import org.jspecify.annotations.NullMarked;
