package net.authproxy.core.credential;

import net.authproxy.core.encryption.FieldCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the credential feature. */
@Configuration(proxyBeanMethods = false)
public class CredentialConfiguration {

    @Bean
    CredentialVault credentialVault(FieldCipher cipher) {
        return new CredentialVault(cipher);
    }
}
