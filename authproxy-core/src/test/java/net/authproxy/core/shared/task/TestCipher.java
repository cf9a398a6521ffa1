package net.authproxy.core.shared.task;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A stand-in that binds the text to the task's id but hides nothing. */
final class TestCipher implements PayloadCipher {

    @Override
    public String seal(String taskId, byte[] plain) {
        return taskId + "." + Base64.getEncoder().encodeToString(plain);
    }

    @Override
    public byte[] open(String taskId, String sealed) {
        if (!sealed.startsWith(taskId + ".")) {
            throw new IllegalArgumentException("of another task");
        }
        return Base64.getDecoder().decode(sealed.substring(taskId.length() + 1).getBytes(StandardCharsets.US_ASCII));
    }
}
