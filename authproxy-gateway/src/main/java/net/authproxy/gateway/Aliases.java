package net.authproxy.gateway;

/**
 * Second names of management routes (contract, introduction): {@code /session/..} where there are sessions, and on
 * {@code public} every resource without the version. Nothing else unversioned is a route.
 */
final class Aliases {

    private static final String API = "/api/";
    private static final String VERSIONED = "/api/v1/";
    private static final String VERSION = "v1/";
    private static final String SESSION = "/session/";
    private static final String ADMIN = "admin-api";

    private Aliases() {}

    /** The request target under which the control plane knows the route. */
    static String resolve(String target, String service) {
        boolean isPublic = service.equals(GatewayOptions.PUBLIC);
        if ((isPublic || service.equals(ADMIN)) && target.startsWith(SESSION)) {
            return VERSIONED + target.substring(1);
        }
        boolean unversioned = isPublic && target.startsWith(API) && !isVersion(target);
        return unversioned ? VERSIONED + target.substring(API.length()) : target;
    }

    /** Whether the segment behind {@code /api/} is a version: {@code v} and digits. */
    private static boolean isVersion(String target) {
        int at = API.length();
        if (target.startsWith(VERSION, at)) {
            return true;
        }
        if (at >= target.length() || target.charAt(at) != 'v') {
            return false;
        }
        int end = at + 1;
        while (end < target.length() && Character.isDigit(target.charAt(end))) {
            end++;
        }
        return end > at + 1 && (end == target.length() || "/?".indexOf(target.charAt(end)) >= 0);
    }
}
