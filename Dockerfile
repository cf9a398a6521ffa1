FROM node:24-bookworm-slim AS node

FROM eclipse-temurin:25-jdk AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true -pl authproxy-server,authproxy-cli -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/authproxy authproxy \
  && mkdir -p /var/lib/authproxy/keys /var/lib/authproxy/connectors \
  && chown -R authproxy /var/lib/authproxy
WORKDIR /opt/authproxy
COPY --from=build /src/scripts ./scripts
COPY --from=build /src/authproxy-server/target/authproxy-server.jar ./authproxy-server/target/
COPY --from=build /src/authproxy-cli/target/authproxy-cli.jar ./authproxy-cli/target/
RUN ./scripts/start-cache.sh || echo "built without a start-up cache"
USER authproxy
VOLUME /var/lib/authproxy
EXPOSE 8080 8081 8082 8083
ENTRYPOINT ["/opt/authproxy/scripts/authproxy"]
CMD ["serve", "all"]
