// What the console says beside the settings of a form channel.
import type { SettingsGuide } from '#channels/contract';

export const formGuide: SettingsGuide = {
  about: 'A form of ours, or one on your own site.',
  fields: {
    title: { title: 'Title of the page' },
    intro: { title: 'What stands above the form', lines: true },
    thanks: { title: 'What stands there afterwards', lines: true },
    kind: { title: 'Ticket kind', help: 'Its fields are asked. Left empty: any fields, which become an inquiry.' },
    fields: { title: 'Fields', help: 'One a line, in this order. None: all that a person outside can fill in.' },
    required: { title: 'Must be filled in', help: 'One a line: name, email, phone, message, or a field.' },
    origins: {
      title: 'Sites whose scripts may read our answers',
      help: 'One a line.',
      placeholder: 'https://www.example.com',
    },
    next: {
      title: 'Where a form may lead on to',
      help: 'One address a line; with /* at its end everything below.',
      placeholder: 'https://www.example.com/thanks',
    },
    files: { title: 'Files', more: true },
    'files.count': { title: 'At most', unit: 'files' },
    'files.megabytes': { title: 'Each at most', unit: 'MB' },
    'files.totalMegabytes': { title: 'Together at most', unit: 'MB' },
    'files.types': { title: 'Endings', help: 'One a line, like pdf. None: any.' },
    spam: { title: 'Spam', more: true },
    'spam.honeypot': { title: 'Field that people do not see' },
    'spam.minimumSeconds': { title: 'Nobody fills it in faster than', unit: 'seconds' },
    'spam.pageOnly': { title: 'Posts from elsewhere than our page are spam' },
    'spam.perAddressHour': { title: 'From one email address', unit: 'an hour' },
    'spam.perIpHour': { title: 'From one network address', unit: 'an hour' },
    'spam.block': { title: 'Blocked' },
    'spam.block.addresses': { title: 'Addresses', help: 'One a line: name@example.com, or @example.com.' },
    'spam.block.networks': { title: 'Networks', help: 'One a line, like 203.0.113.0/24.' },
    'spam.block.words': { title: 'Words', help: 'One a line.' },
  },
  secrets: {},
};
