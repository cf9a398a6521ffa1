package net.authproxy.demo.oauth2;

/**
 * A scope that the provider knows.
 *
 * @param text what the consent screen says about it
 * @param optional whether the person may leave it out
 */
public record DemoScope(String id, String text, boolean optional) {}
