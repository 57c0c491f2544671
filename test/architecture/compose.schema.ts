// The part of the Compose specification that docker-compose.yml uses, as JSON Schema. Strict: a key that is not listed here is an error, so
// that a slip of the pen is found by a test where no Docker runs. A new key is looked up in the specification, then added.

const DURATION = { type: 'string', pattern: '^(\\d+(us|ms|s|m|h))+$' };
const TEXT_MAP = {
  type: 'object',
  propertyNames: { pattern: '^[A-Z][A-Z0-9_]*$' },
  // Numbers and true/false in YAML reach the container as text in ways that surprise: they are quoted here.
  additionalProperties: { type: 'string' },
};

const HEALTH_CHECK = {
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['test', 'interval', 'timeout', 'retries'],
      properties: {
        test: {
          type: 'array',
          minItems: 2,
          items: [{ enum: ['CMD', 'CMD-SHELL'] }],
          additionalItems: { type: 'string' },
        },
        interval: DURATION,
        timeout: DURATION,
        start_period: DURATION,
        retries: { type: 'integer', minimum: 1 },
      },
    },
    { type: 'object', additionalProperties: false, required: ['disable'], properties: { disable: { const: true } } },
  ],
};

const SERVICE = {
  type: 'object',
  additionalProperties: false,
  required: ['image', 'healthcheck'],
  properties: {
    // A tag that moves would start something else tomorrow.
    image: { type: 'string', pattern: '^[a-z0-9./-]+:(?!latest$)[A-Za-z0-9._-]+$' },
    build: { type: 'string' },
    command: { type: 'array', items: { type: 'string' }, minItems: 1 },
    environment: TEXT_MAP,
    // Bound to this machine only: who wants more puts a proxy with TLS in front.
    ports: {
      type: 'array',
      items: { type: 'string', pattern: '^127\\.0\\.0\\.1:\\d+(-\\d+)?:\\d+$' },
      uniqueItems: true,
    },
    volumes: { type: 'array', items: { type: 'string', pattern: '^[a-z]+:/[a-z/]+$' } },
    init: { type: 'boolean' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    stop_grace_period: DURATION,
    healthcheck: HEALTH_CHECK,
    deploy: {
      type: 'object',
      additionalProperties: false,
      properties: { replicas: { type: 'integer', minimum: 1 } },
    },
    depends_on: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['condition'],
        properties: { condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] } },
      },
    },
  },
};

export const COMPOSE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'services'],
  // Extensions: parts that services take over by YAML anchors.
  patternProperties: { '^x-': {} },
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: { type: 'object', propertyNames: { pattern: '^[a-z][a-z0-9-]*$' }, additionalProperties: SERVICE },
    volumes: { type: 'object', additionalProperties: { type: 'null' } },
  },
};
