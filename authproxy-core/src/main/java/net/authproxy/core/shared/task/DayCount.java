package net.authproxy.core.shared.task;

import java.time.LocalDate;

/**
 * Runs of one queue that ended on one day.
 *
 * @param date in UTC
 * @param processed failed ones included
 */
public record DayCount(QueueName queue, LocalDate date, long processed, long failed) {}
