package net.authproxy.core.encryption;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The stored form of every encrypted value, {@code {"id":"ekv_..","d":".."}} (contract 11.1).
 *
 * @param keyVersionId the key version that encrypted it
 * @param data base64 of nonce, ciphertext and tag
 */
public record EncryptedField(
        @JsonProperty("id") String keyVersionId,
        @JsonProperty("d") String data) {}
