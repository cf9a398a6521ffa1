package net.authproxy.web.metadata;

/** One label or annotation (contract 1.6). */
public record LabelValue(String key, String value) {}
