package net.authproxy.core.shared.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When a job runs: five fields in UTC, {@code @hourly}, {@code @daily} or {@code @every <duration>} (contract 13.1).
 *
 * @param expression the text, whose syntax and ranges have been checked
 */
public record Cron(String expression) {

    private static final Pattern PART = Pattern.compile("(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?");
    /** Least and greatest value of minute, hour, day of month, month, day of week (7 is Sunday too). */
    private static final int[][] BOUNDS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};

    private static final String EVERY = "@every ";

    public Cron {
        expression = expression.strip();
        if (!isValid(expression)) {
            throw new IllegalArgumentException(
                    "must be five cron fields (minute hour day month weekday, UTC), @hourly, @daily or @every <duration>");
        }
    }

    private static boolean isValid(String text) {
        if (text.startsWith("@")) {
            return text.equals("@hourly")
                    || text.equals("@daily")
                    || (text.startsWith(EVERY)
                            && HumanDuration.parse(
                                            text.substring(EVERY.length()).strip())
                                    .filter(Duration::isPositive)
                                    .isPresent());
        }
        List<String> fields = List.of(text.split(" +"));
        if (fields.size() != BOUNDS.length) {
            return false;
        }
        for (int i = 0; i < BOUNDS.length; i++) {
            if (!isField(fields.get(i), BOUNDS[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isField(String field, int[] bounds) {
        for (String part : field.split(",", -1)) {
            if (!PART.matcher(part).matches() || !inBounds(part, bounds)) {
                return false;
            }
        }
        return true;
    }

    private static boolean inBounds(String part, int[] bounds) {
        String[] rangeAndStep = part.split("/");
        if (rangeAndStep.length == 2 && Integer.parseInt(rangeAndStep[1]) == 0) {
            return false;
        }
        if (rangeAndStep[0].equals("*")) {
            return true;
        }
        String[] ends = rangeAndStep[0].split("-");
        int low = Integer.parseInt(ends[0]);
        int high = Integer.parseInt(ends[ends.length - 1]);
        return bounds[0] <= low && low <= high && high <= bounds[1];
    }

    @Override
    public String toString() {
        return expression;
    }
}
