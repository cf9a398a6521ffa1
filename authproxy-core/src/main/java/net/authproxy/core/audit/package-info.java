/**
 * Who changed what, and who was refused: rows written in the transaction of the change and chained by hash afterwards
 * (contract 10.5). Features record; the worker seals; operators list and verify.
 */
@ApplicationModule(allowedDependencies = {"shared", "authorization"})
@NullMarked
package net.authproxy.core.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
