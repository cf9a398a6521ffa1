package net.authproxy.core.connector;

import java.util.SortedSet;

/**
 * A connector as lists show it: the version picked for it, and what other versions there are (contract 6.5).
 *
 * @param versions how many
 * @param states of all versions
 */
public record ConnectorSummary(ConnectorVersion picked, int versions, SortedSet<String> states) {}
