# syntax=docker/dockerfile:1
# One image for all processes: the command chooses router, inbox-api, or (by itself) the standalone app with everything in one.
#   docker build -t ticket-rail . && docker run --rm -p 3000:3000 -v rail-data:/data ticket-rail

FROM node:24-bookworm-slim AS build
WORKDIR /app
# First what changes rarely, so that the packages are not installed again for each change of the code.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf dist/test dist/.tsbuildinfo

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 SMTP_IN_HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/bin bin
COPY --from=build /app/scripts scripts
# The application's own files belong to root: the process can change its data and nothing else.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
EXPOSE 3000 2525
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=6 CMD ["node", "scripts/ready.mjs"]
CMD ["node", "dist/server/standalone.js"]
