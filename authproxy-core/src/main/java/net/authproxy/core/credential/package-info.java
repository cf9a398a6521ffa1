/** Opening stored credentials and writing them into requests. The only code that puts a secret into a request is CredentialApplier. */
@ApplicationModule(
        allowedDependencies = {"shared", "connection", "connector", "connector::definition", "encryption", "requestlog"
        })
@NullMarked
package net.authproxy.core.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
