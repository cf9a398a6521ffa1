package net.authproxy.server;

import picocli.CommandLine.IVersionProvider;

/** The version of the running build, from the jar's manifest. */
public final class ProductVersion implements IVersionProvider {

    /** The version; {@code dev} when run from classes. */
    static String text() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"authproxy " + text()};
    }
}
