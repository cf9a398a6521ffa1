package net.authproxy.server;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The four services (contract 2). */
enum Service {
    PUBLIC,
    API,
    ADMIN_API,
    WORKER;

    private static final String ALL = "all";

    /** The id, which is also the audience of its tokens. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads {@code all} or a comma list of ids. */
    static Set<Service> parse(String text) {
        if (text.equals(ALL)) {
            return EnumSet.allOf(Service.class);
        }
        Set<Service> services = EnumSet.noneOf(Service.class);
        for (String id : text.split(",", -1)) {
            services.add(Arrays.stream(values())
                    .filter(service -> service.id().equals(id.strip()))
                    .findFirst()
                    .orElseThrow(() -> new StartException("unknown service '" + id.strip()
                            + "': use all, or a list of public, api, admin-api, worker")));
        }
        return services;
    }
}
