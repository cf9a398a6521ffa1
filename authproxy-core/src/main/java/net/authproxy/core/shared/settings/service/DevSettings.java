package net.authproxy.core.shared.settings.service;

import net.authproxy.core.shared.settings.Default;
import net.authproxy.core.shared.settings.DevSwitch;
import net.authproxy.core.shared.settings.Doc;
import net.authproxy.core.shared.settings.Findings;
import net.authproxy.core.shared.settings.StartChecked;
import net.authproxy.core.shared.settings.StartContext;

/** Block {@code dev_settings}: switches that are dangerous anywhere but on a developer's machine. */
public record DevSettings(
        @Doc("Development mode: lifts the refusals of dangerous settings.") @Default("false")
        boolean enabled,

        @Doc("Stores secrets readable; only when every listener is on loopback.") @Default("false")
        boolean fakeEncryption,

        @Doc("With fake_encryption: without base64 either.") @Default("false")
        boolean fakeEncryptionSkipBase64)
        implements DevSwitch, StartChecked {

    @Override
    public void checkStart(StartContext context, Findings findings) {
        if (fakeEncryption && !context.onLoopback()) {
            findings.add("fake_encryption", "refused: every listener must be bound to a loopback address");
        }
        if (fakeEncryptionSkipBase64 && !fakeEncryption) {
            findings.add("fake_encryption_skip_base64", "contradictory: it has no meaning without fake_encryption");
        }
    }
}
