package net.authproxy.demo.oauth2;

/**
 * Somebody with an account at the provider.
 *
 * @param id the subject; never changes
 */
public record Person(String id, String name, String email) {

    public static final Person ADA = new Person("u-1001", "Ada Marsh", "ada@demo.example");
    public static final Person NOOR = new Person("u-1002", "Noor Haddad", "noor@demo.example");
    public static final Person TOMAS = new Person("u-1003", "Tomas Lind", "tomas@demo.example");
}
