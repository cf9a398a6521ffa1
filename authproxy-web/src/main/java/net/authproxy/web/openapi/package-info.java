/** The API described by itself: OpenAPI 3.1 and Swagger UI (contract 1.1). */
@NullMarked
package net.authproxy.web.openapi;

import org.jspecify.annotations.NullMarked;
