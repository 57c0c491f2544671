// What is wrong with what was filled in, each with its place and in words for whoever did. Pure. Empty where all is well.
import { checkFields, type FieldFault, pointerTo } from '#tickets';
import { sniffedType } from '../draft/file.sniffer.js';
import { bytesOf, type FormSettings } from '../form.settings.js';
import type { PostedFile, PostedForm } from '../read/posted.form.js';
import { isAddress } from './contact.reader.js';
import type { FormShape } from './form.shape.js';
import type { FormValues } from './form.values.js';

/** Where files are said to be wrong, whatever their fields are called. */
export const FILES_POINTER = '/files';

export async function formFaults(
  form: PostedForm,
  values: FormValues,
  shape: FormShape,
  settings: FormSettings,
): Promise<FieldFault[]> {
  const { contact, fields, others } = values;
  const said = [
    ...Object.values(contact),
    ...others.map(([, value]) => value),
    ...Object.values(fields),
    ...form.files,
  ];
  const isEmpty = said.every(one => one === null || (typeof one === 'string' && one.trim() === ''));
  if (isEmpty) return [{ pointer: '', detail: 'Nothing was filled in' }];
  const faults: FieldFault[] = [];
  for (const { name, title, required } of shape.contact) {
    const text = contact[name as 'name' | 'email' | 'phone' | 'message'];
    if (required && text === '') faults.push({ pointer: pointerTo(name), detail: `${title} is missing` });
  }
  if (contact.email !== '' && !isAddress(contact.email))
    faults.push({
      pointer: pointerTo(emailField(form)),
      detail: 'Email must be an email address like name@example.com',
    });
  return [...faults, ...checkFields(shape.schema, fields), ...(await fileFaults(form.files, settings))];
}

const emailField = (form: PostedForm): string =>
  form.fields.some(([name]) => name === 'email') ? 'email' : '_replyto';

async function fileFaults(files: readonly PostedFile[], { files: limits }: FormSettings): Promise<FieldFault[]> {
  if (files.length === 0) return [];
  const fault = (detail: string): FieldFault[] => [{ pointer: FILES_POINTER, detail }];
  if (limits.count === 0) return fault('This form takes no files');
  if (files.length > limits.count)
    return fault(`There are ${files.length} files: at most ${limits.count} can be sent at once`);
  const large = files.find(file => file.bytes.length > bytesOf(limits.megabytes));
  if (large) return fault(`"${shortName(large)}" is too large: a file may have ${limits.megabytes} MB`);
  if (files.reduce((sum, file) => sum + file.bytes.length, 0) > bytesOf(limits.totalMegabytes))
    return fault(`The files are too large: together they may have ${limits.totalMegabytes} MB`);
  if (limits.types.length === 0) return [];
  for (const file of files) {
    const wanted = `"${shortName(file)}" cannot be sent here: only ${limits.types.map(type => type.toUpperCase()).join(', ')}`;
    if (!limits.types.includes(endingOf(file.filename))) return fault(wanted);
    const seen = await sniffedType(file.bytes);
    if (seen && !limits.types.some(type => type === seen.ending || SAME[type] === seen.ending)) return fault(wanted);
  }
  return [];
}

const endingOf = (filename: string): string => /\.([^.]+)$/.exec(filename.trim())?.[1]?.toLowerCase() ?? '';
const SAME: Record<string, string> = {
  jpeg: 'jpg',
  tif: 'tif',
  tiff: 'tif',
  htm: 'html',
  svg: 'xml',
  doc: 'cfb',
  xls: 'cfb',
  ppt: 'cfb',
  msg: 'cfb',
};
const shortName = ({ filename }: PostedFile): string =>
  filename
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(-80)
    .toWellFormed();
