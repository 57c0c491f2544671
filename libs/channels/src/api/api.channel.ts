// The API channel kind: systems post envelopes (docs/envelope.schema.json) to /in/<channel key>. Nothing connects; the router's ingress hands posts in.
import { type ChannelKind, untried, walkSteps } from '#channels/contract';
import { createEnvelopeConverter } from '../envelope/envelope.converter.js';
import { apiGuide } from './api.guide.js';
import { apiPosts } from './api.posts.js';
import { type ApiSettings, apiSettings } from './api.settings.js';

export const apiChannel: ChannelKind<ApiSettings> = {
  kind: 'api',
  title: 'API',
  settings: apiSettings,
  secretNames: [],
  guide: apiGuide,
  connect: ({ id }, ports) => [
    {
      start: async () => ports.reportHealth(id, { state: 'ok', at: new Date(), detail: 'takes posts' }),
      stop: async () => undefined,
    },
  ],
  converter: () => createEnvelopeConverter(),
  readsKinds: true,
  posts: apiPosts,
  test: ({ key }, ports) =>
    walkSteps(
      [
        untried(
          'api.posts',
          'Take posts',
          `Systems post envelopes to /in/${key} with an API key: nothing is connected to.`,
          'Save the channel, and post one envelope with a key of the department.',
        ),
      ],
      ports,
    ),
  samples: ({ bytes }, settings) => [{ raw: bytes, transport: { via: 'api', usualKind: settings.kind } }],
};
