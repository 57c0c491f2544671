// All sources of calls, and how a record of each is opened.

import { numberTest } from '../number/own.numbers.js';
import type { PhoneSettings, PhoneSource } from '../phone.settings.js';
import { asteriskColumns, asteriskSource } from '../sources/asterisk.source.js';
import { cucmSource } from '../sources/cucm.source.js';
import { freeswitchSource, SwitchFields } from '../sources/freeswitch.source.js';
import { genericSource } from '../sources/generic.source.js';
import { threecxSource } from '../sources/threecx.source.js';
import { twilioSource } from '../sources/twilio.source.js';
import type { CallSource, Listener } from './call.source.js';
import { CsvFields, type Row } from './csv.fields.js';
import { FormFields, JsonFields } from './post.fields.js';
import type { RecordFields } from './record.fields.js';

export const CALL_SOURCES: Record<PhoneSource, CallSource> = {
  'asterisk-csv': asteriskSource,
  freeswitch: freeswitchSource,
  twilio: twilioSource,
  '3cx': threecxSource,
  'cisco-cucm': cucmSource,
  'generic-json': genericSource,
  'generic-csv': genericSource,
};

export function listenerOf(settings: PhoneSettings): Listener {
  return {
    settings,
    isExtension: numberTest(settings.ours.extensions),
    isOurNumber: numberTest(settings.ours.numbers),
    isPilot: numberTest(settings.voicemailPilots),
  };
}

export function rowFields({ source, columns }: PhoneSettings, row: Row): RecordFields {
  return new CsvFields(row, columns, source === 'asterisk-csv' ? asteriskColumns(row.values) : []);
}

/** @throws RecordFault */
export function jsonFields({ source, columns }: PhoneSettings, document: unknown, row?: number): RecordFields {
  if (source === 'freeswitch') return new SwitchFields(document, row);
  return new JsonFields(document, Array.isArray(columns) ? {} : columns, row);
}

export const formFields = (form: URLSearchParams, row?: number): RecordFields => new FormFields(form, row);
