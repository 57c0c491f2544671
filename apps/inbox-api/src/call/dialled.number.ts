// A number as a person types it: national ones are of the country of the department's telephone channel, else of the region whose holidays it keeps. Where
// neither is known only numbers with a country code are numbers; everything else stays text and is never put together with another caller.
import { phoneSettings, readNumber } from '#channels';
import type { ChannelRow, DepartmentRow } from '#store';

type Country = Parameters<typeof readNumber>[1]['country'];

export function countryOf(channels: readonly ChannelRow[], department: DepartmentRow): Country | null {
  const settings = channels.filter(one => one.kind === 'phone').map(one => phoneSettings.safeParse(one.settings).data);
  const country = settings.find(one => one !== undefined)?.country;
  return country ?? ((department.holidayRegion?.slice(0, 2) as Country | undefined) || null);
}

/** @returns as typed, and as E.164 where it is a valid number */
export function dialledNumber(text: string, country: Country | null): { said: string; number: string | null } {
  const international = text.trim().replace(/^00(?=[1-9])/, '+');
  // Any country does for a number that says its own.
  if (international.startsWith('+')) return { ...readNumber(international, rules(country ?? 'US')), said: text.trim() };
  return country ? readNumber(text, rules(country)) : { said: text.trim(), number: null };
}

const rules = (country: Country) => ({ country, withoutPlus: false });
