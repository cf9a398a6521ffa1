/** Routes of task monitoring (contract 12). */
@NullMarked
package net.authproxy.web.taskmonitoring;

import org.jspecify.annotations.NullMarked;
