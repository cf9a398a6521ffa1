package net.authproxy.demo.oauth2;

/** When a fault happens, seen from what the request changes at the provider. */
public enum Moment {
    /** Nothing has changed: the code is unused, the refresh token not rotated, the token not revoked. */
    BEFORE_CHANGE,
    /** The change has happened and the client has not been told. */
    AFTER_CHANGE
}
