package net.authproxy.core.shared.settings;

/** How to sign in at Amazon or a service that speaks its protocol. */
@Union(discriminator = "type")
public sealed interface AwsCredentials {

    /** A fixed access key. */
    @Variant(value = "access_key", presentBy = "access_key_id")
    record AccessKey(
            @Doc("Id of the access key.") StringValue accessKeyId,
            @Doc("Secret of the access key.") StringValue secretAccessKey)
            implements AwsCredentials {}

    /** From the environment: variables, profile, instance role. */
    @Variant("implicit")
    record Implicit() implements AwsCredentials {}
}
