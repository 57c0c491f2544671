// What the console says beside the settings of an API channel.
import type { SettingsGuide } from '#channels/contract';

export const apiGuide: SettingsGuide = {
  about: 'Other programs post tickets as JSON, with an API key.',
  fields: {
    keys: { title: 'API keys that may post', help: 'Their ids, one a line. None: every key of the department.' },
    kind: { title: 'Ticket kind', help: 'Of envelopes that name none.' },
    maxMegabytes: { title: 'Largest post', unit: 'MB', more: true },
  },
  secrets: {},
};
