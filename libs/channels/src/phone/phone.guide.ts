// What the console says beside the settings of a phone channel.
import type { SettingsGuide } from '#channels/contract';

const FILES = ['asterisk-csv', '3cx', 'cisco-cucm', 'generic-csv'];
const MAPPED = ['3cx', 'asterisk-csv', 'generic-json', 'generic-csv'];
const GENERIC = ['generic-json', 'generic-csv'];

export const phoneGuide: SettingsGuide = {
  about: 'The call log of a telephone system: who missed a call hangs on the rail.',
  fields: {
    source: {
      title: 'Telephone system',
      choices: {
        'asterisk-csv': 'Asterisk: CSV files',
        freeswitch: 'FreeSWITCH: posts of mod_json_cdr',
        twilio: 'Twilio: status callbacks',
        '3cx': '3CX: CDR files',
        'cisco-cucm': 'Cisco CUCM: CDR files',
        'generic-json': 'Another one that posts JSON',
        'generic-csv': 'Another one that writes CSV',
      },
    },
    files: {
      title: 'Files',
      help: 'Whole paths, one a line; the name of the file may hold a *.',
      placeholder: '/var/log/asterisk/cdr-csv/Master.csv',
      when: { field: 'source', is: FILES },
    },
    country: { title: 'Country', help: 'Of numbers without a country code, two letters.', placeholder: 'DE' },
    timeZone: { title: 'Time zone', help: 'Of the clock that writes the records.', placeholder: 'Europe/Berlin' },
    ours: { title: 'Our numbers' },
    'ours.extensions': { title: 'Extensions', help: 'One a line; x is one digit, * at the end any more: 2xx.' },
    'ours.numbers': { title: 'Numbers', help: 'One a line, like +4930123*.' },
    columns: {
      title: 'Where the fields stand',
      help: 'One a line: startedAt: calldate. Or only the names of the fields, in the order of the row.',
      when: { field: 'source', is: MAPPED },
    },
    publicUrl: {
      title: 'Address that Twilio calls',
      help: 'As it was given to Twilio, before any proxy: it is part of the signature.',
      placeholder: 'https://',
      when: { field: 'source', is: ['twilio'] },
    },
    freeswitch: { title: 'Posts prove themselves by user and password', when: { field: 'source', is: ['freeswitch'] } },
    'freeswitch.user': { title: 'User name', help: 'The user of cred in mod_json_cdr.' },
    since: {
      title: 'Pass over calls before',
      help: 'A log that is connected may hold years of them.',
      placeholder: '2026-11-28T00:00:00Z',
    },
    outsideLine: { title: 'Dialled first to get a line', placeholder: '0', more: true },
    withoutPlus: { title: 'Numbers have their country code without a plus', more: true },
    voicemailPilots: {
      title: 'Numbers of the voicemail',
      help: 'One a line.',
      more: true,
      when: { field: 'source', is: ['cisco-cucm'] },
    },
    usegmtime: {
      title: 'usegmtime is on in cdr.conf',
      more: true,
      when: { field: 'source', is: ['asterisk-csv'] },
    },
    separator: {
      title: 'Separator',
      choices: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' },
      more: true,
      when: { field: 'source', is: ['asterisk-csv', '3cx', 'generic-csv'] },
    },
    encoding: { title: 'Encoding', help: 'Of text that is not UTF-8.', more: true },
    timeFormat: { title: 'Format of times', placeholder: 'dd.MM.yyyy HH:mm:ss', more: true },
    outcomes: {
      title: 'What their outcomes mean',
      help: 'One a line: NOBODY: missed.',
      more: true,
      when: { field: 'source', is: GENERIC },
    },
    directions: {
      title: 'What their directions mean',
      help: 'One a line: ein: inbound.',
      more: true,
      when: { field: 'source', is: GENERIC },
    },
    pollSeconds: { title: 'Look every', unit: 'seconds', more: true, when: { field: 'source', is: FILES } },
  },
  secrets: {
    'twilio.authToken': { title: 'Auth token of Twilio', when: { field: 'source', is: ['twilio'] } },
    'generic.signingSecret': { title: 'Signing secret', when: { field: 'source', is: ['generic-json'] } },
    'freeswitch.password': { title: 'Password' },
  },
};
