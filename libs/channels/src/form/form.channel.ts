// The form channel kind: a page of ours, a form on somebody's own site, or JSON. Nothing connects; the router's /forms hands posts in.
import type { ChannelKind } from '#channels/contract';
import { createFormConverter } from './form.converter.js';
import { formGuide } from './form.guide.js';
import { type FormSettings, formSettings } from './form.settings.js';
import { sampleOf, tryForm } from './form.trial.js';

export const formChannel: ChannelKind<FormSettings> = {
  kind: 'form',
  title: 'Form',
  settings: formSettings,
  secretNames: [],
  guide: formGuide,
  connect: ({ id, key }, ports) => [
    {
      start: async () =>
        ports.reportHealth(id, { state: 'ok', at: new Date(), detail: `takes forms at /forms/${key}` }),
      stop: async () => undefined,
    },
  ],
  converter: createFormConverter,
  readsKinds: true,
  test: tryForm,
  samples: sampleOf,
};
