package net.authproxy.web;

/**
 * Which service this context is; also the audience of its tokens (contract 2).
 *
 * @param id {@code public}, {@code api} or {@code admin-api}
 */
public record ServiceName(String id) {}
