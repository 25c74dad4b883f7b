# wirewalk without a browser: SVG files are drawn by its own engine. Usage: see docker-compose.yml.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:24.21.0-bookworm-slim
COPY --from=build /tmp/wirewalk-*.tgz /tmp/
RUN npm install --global --no-audit --no-fund --omit=optional --ignore-scripts /tmp/wirewalk-*.tgz \
    && rm -rf /tmp/wirewalk-*.tgz /root/.npm
# The user `node` of the image, and the first user of most machines.
USER 1000
WORKDIR /recordings
ENV WIREWALK_CONFIG_DIR=/home/node/.config/wirewalk
ENTRYPOINT ["wirewalk"]
CMD ["--help"]
