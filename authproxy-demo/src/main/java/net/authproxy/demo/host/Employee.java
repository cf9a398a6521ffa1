package net.authproxy.demo.host;

import java.util.Arrays;
import java.util.Optional;

/** Who uses this product: three people of two customers. What one of Brightside connects, the other one sees, too. */
enum Employee {
    ADA("ada", "Ada Marsh", "Owner", Tenant.BRIGHTSIDE),
    NOOR("noor", "Noor Haddad", "Planner", Tenant.BRIGHTSIDE),
    TOMAS("tomas", "Tomas Lind", "Dispatcher", Tenant.HARBOUR);

    private final String id;
    private final String fullName;
    private final String role;
    private final Tenant tenant;

    Employee(String id, String fullName, String role, Tenant tenant) {
        this.id = id;
        this.fullName = fullName;
        this.role = role;
        this.tenant = tenant;
    }

    static Optional<Employee> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /** The id this product knows the person by; AuthProxy's {@code external_id}. */
    String id() {
        return id;
    }

    String fullName() {
        return fullName;
    }

    String role() {
        return role;
    }

    Tenant tenant() {
        return tenant;
    }

    String initials() {
        return fullName.substring(0, 1) + fullName.charAt(fullName.indexOf(' ') + 1);
    }

    /** A customer; its connections live in a namespace of its own. */
    enum Tenant {
        BRIGHTSIDE("Brightside Bakery", "root.brightside"),
        HARBOUR("Harbour Logistics", "root.harbour");

        private final String title;
        private final String namespace;

        Tenant(String title, String namespace) {
            this.title = title;
            this.namespace = namespace;
        }

        String title() {
            return title;
        }

        String namespace() {
            return namespace;
        }
    }
}
