// The channel of colleagues: what salespeople tell on the forward page. Nothing connects: the API writes into the ledger, in the transaction that answers.
import type { ChannelKind } from '#channels/contract';
import { convertTold } from './colleague.converter.js';
import { colleagueGuide } from './colleague.guide.js';
import { type ColleagueSettings, colleagueSettings } from './colleague.settings.js';

export const colleagueChannel: ChannelKind<ColleagueSettings> = {
  kind: 'colleague',
  title: 'Forward page',
  settings: colleagueSettings,
  secretNames: [],
  guide: colleagueGuide,
  connect: ({ id }, ports) => [
    {
      start: async () => ports.reportHealth(id, { state: 'ok', at: new Date(), detail: 'takes what colleagues tell' }),
      stop: async () => undefined,
    },
  ],
  converter: () => ({
    convert: async batch => batch.map(convertTold),
    close: async () => undefined,
  }),
};
