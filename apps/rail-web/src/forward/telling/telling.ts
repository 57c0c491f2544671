// What a colleague is about to tell: a form's values, and what is wrong with them before they are sent. Pure but for reading files.
import type { TellForward } from '#api';

export type Haste = 'normal' | 'today' | 'now';
export type Clip = { id: string; name: string; type: string; blob: Blob };
export type Telling = {
  departmentId: number | null;
  name: string;
  company: string;
  address: string;
  phone: string;
  want: string;
  haste: Haste;
  clips: Clip[];
};

export const NOTHING: Telling = {
  ...{ departmentId: null, name: '', company: '', address: '', phone: '', want: '', haste: 'normal', clips: [] },
};

export const LARGEST_BYTES = 7_900_000;
export const MOST_CLIPS = 6;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^[+(]?\d[\d\s()./+-]{2,38}$/;

export type Place = 'name' | 'reach' | 'want' | 'departmentId' | 'clips';
export type Faults = Partial<Record<Place, string>>;

/** The first thing to mend in each place; {} where it can be sent. */
export function faultsOf(telling: Telling): Faults {
  const { name, company, address, phone, want, clips, departmentId } = telling;
  const faults: Faults = {};
  if (!name.trim() && !company.trim()) faults.name = 'Say who asks: a name or a company.';
  if (!address.trim() && !phone.trim()) faults.reach = 'Give a mail address or a phone number.';
  else if (address.trim() && !ADDRESS.test(address.trim())) faults.reach = 'The mail address is not complete.';
  else if (phone.trim() && !PHONE.test(phone.trim())) faults.reach = 'The phone number has other signs than digits.';
  if (!want.trim() && clips.length === 0) faults.want = 'Say what they want, or add a photo or a voice memo.';
  if (departmentId === null) faults.departmentId = 'Choose a department.';
  if (clips.reduce((sum, clip) => sum + clip.blob.size, 0) > LARGEST_BYTES)
    faults.clips = 'All files together are larger than 8 MB. Take one away.';
  return faults;
}

export const isEmpty = (telling: Telling): boolean =>
  [telling.name, telling.company, telling.address, telling.phone, telling.want].every(text => text.trim() === '') &&
  telling.clips.length === 0;

/** What another app shared, laid below what stands already. */
export function withShared(
  telling: Telling,
  shared: { title?: string; text?: string; url?: string; clips: Clip[] },
): Telling {
  const words = [shared.title, shared.text, shared.url].map(one => one?.trim() ?? '').filter(one => one !== '');
  const fresh = words.filter(
    (word, i) => !telling.want.includes(word) && !words.slice(0, i).some(before => before.includes(word)),
  );
  return {
    ...telling,
    want: [telling.want.trimEnd(), ...fresh].filter(part => part !== '').join('\n'),
    clips: [...telling.clips, ...shared.clips].slice(0, MOST_CLIPS),
  };
}

/** The body of the request. */
export async function bodyOf(telling: Telling): Promise<TellForward> {
  const { departmentId, name, company, address, phone, want, haste, clips } = telling;
  return {
    departmentId: departmentId ?? 0,
    who: { name: name.trim(), company: company.trim(), address: address.trim(), phone: phone.trim() },
    want: want.trim(),
    haste,
    files: await Promise.all(
      clips.map(async clip => ({ filename: clip.name, contentType: clip.type, content: await base64(clip.blob) })),
    ),
  };
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In pieces: one call with a megabyte of arguments is more than an engine takes.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
