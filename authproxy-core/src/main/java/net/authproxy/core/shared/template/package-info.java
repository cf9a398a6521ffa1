/** Text with variables, rendered for one target: a URL, a header or plain text (contract 6.3). */
@NullMarked
package net.authproxy.core.shared.template;

import org.jspecify.annotations.NullMarked;
