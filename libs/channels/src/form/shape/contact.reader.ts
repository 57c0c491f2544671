// Who filled in a form, by the names that forms on the web use for it. Pure.
import type { PostedForm } from '../read/posted.form.js';

export interface Contact {
  name: string;
  /** As it was typed, '' where nothing was. */
  email: string;
  phone: string;
  /** What they want to say, in their words. */
  message: string;
  subject: string;
}

const NAMES: Record<keyof Contact | 'first' | 'last', readonly string[]> = {
  email: [
    '_replyto',
    'email',
    'e-mail',
    'e_mail',
    'mail',
    'emailaddress',
    'email_address',
    'email-address',
    'your-email',
  ],
  name: ['name', 'fullname', 'full_name', 'full-name', 'your-name', 'your_name', 'contact'],
  first: ['firstname', 'first_name', 'first-name', 'fname', 'vorname', 'prenom'],
  last: ['lastname', 'last_name', 'last-name', 'lname', 'surname', 'nachname', 'nom'],
  phone: ['phone', 'tel', 'telephone', 'telefon', 'phone_number', 'phone-number', 'mobile', 'your-phone'],
  subject: ['_subject', 'subject', 'betreff', 'objet', 'your-subject'],
  message: ['message', 'msg', 'comment', 'comments', 'nachricht', 'text', 'your-message'],
};

/** Names that say how the form is to be taken, and nothing that anybody typed. */
export const CONTROL_NAMES = ['_next', '_token', '_charset_', '_subject', '_replyto', '_files', '_gotcha'] as const;

export class ContactReader {
  private readonly byName = new Map<string, string>();
  /** As they were written, of those that made the contact. */
  readonly used = new Set<string>();

  constructor(form: PostedForm) {
    for (const [name, value] of form.fields) {
      const key = name.trim().toLowerCase();
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      if (text !== '' && !this.byName.has(key)) this.byName.set(key, text);
    }
  }

  read(): Contact {
    const whole = this.first('name');
    const parts = [this.first('first'), this.first('last')].filter(part => part !== '').join(' ');
    return {
      name: oneLine(whole || parts),
      email: this.first('email'),
      phone: oneLine(this.first('phone')),
      subject: oneLine(this.first('subject')),
      message: this.first('message'),
    };
  }

  private first(what: keyof typeof NAMES): string {
    for (const name of NAMES[what]) {
      const found = this.byName.get(name);
      if (found === undefined) continue;
      this.used.add(name);
      return found;
    }
    return '';
  }
}

const LONGEST = 300;
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();

/** One mailbox (RFC 5321, section 4.1.2), without what only lists and headers have. */
export const isAddress = (text: string): boolean =>
  text.length <= 320 &&
  /^[^\s@<>()[\],;:"\\\p{Cc}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(text);

export const plainAddress = (text: string): string => {
  const at = text.lastIndexOf('@');
  return `${text.slice(0, at)}@${text.slice(at + 1).toLowerCase()}`;
};
