package net.authproxy.server;

import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.OpaqueText;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.task.PayloadCipher;

/** Task payloads under the global key, bound to the task (contract 11.1). */
final class TaskPayloadCipher implements PayloadCipher {

    private final FieldCipher cipher;

    TaskPayloadCipher(FieldCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public String seal(String taskId, byte[] plain) {
        return OpaqueText.encode(cipher.sealGlobal(Purpose.JOB_PAYLOAD, taskId, plain));
    }

    @Override
    public byte[] open(String taskId, String sealed) {
        return cipher.openGlobal(Purpose.JOB_PAYLOAD, taskId, OpaqueText.decode(sealed));
    }
}
