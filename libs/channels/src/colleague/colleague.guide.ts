// What the console says of the channel of a department's forward page.
import type { SettingsGuide } from '#channels/contract';

export const colleagueGuide: SettingsGuide = {
  about: 'The forward page of a department. It appears with the first request.',
  byItself: true,
  fields: {},
  secrets: {},
};
