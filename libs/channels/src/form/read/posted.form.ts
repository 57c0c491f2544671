// What somebody filled in, before it is judged: names and values in the order in which they came, and files.

export interface PostedFile {
  /** Name of the field. */
  field: string;
  /** As the sender calls it: data, and never a path. */
  filename: string;
  /** As the sender says; '' where it does not. */
  declaredType: string;
  bytes: Uint8Array;
}

export interface PostedForm {
  /** One name may come several times. Values are texts; of JSON any value. */
  fields: [name: string, value: unknown][];
  files: PostedFile[];
  /** Named things a person should know: 'charset guessed'. */
  warnings: string[];
}

export interface FormFault {
  status: 400 | 413 | 415 | 422;
  code: 'FORM.UNREADABLE' | 'FORM.TOO_LARGE' | 'FORM.TYPE' | 'FORM.NESTED';
  /** One plain sentence for whoever sent it. */
  detail: string;
  /** RFC 6901, where one field is at fault. */
  pointer?: string;
}

export type FormReading = { outcome: 'read'; form: PostedForm } | { outcome: 'faulty'; fault: FormFault };

/** Of every post, whatever the channel says: what a person fills in ends much earlier. */
export const FORM_LIMITS = {
  fields: 500,
  nameBytes: 500,
  /** Of one value. */
  fieldBytes: 1024 * 1024,
  /** Of all values together. */
  textBytes: 4 * 1024 * 1024,
  files: 50,
  partHeaderBytes: 8 * 1024,
  /** Levels of JSON. */
  depth: 32,
} as const;

/** Thrown within the readers only; readForm() returns it. */
export class FormRefusal extends Error {
  constructor(readonly fault: FormFault) {
    super(fault.detail);
  }
}

export const refuse = (
  status: FormFault['status'],
  code: FormFault['code'],
  detail: string,
  pointer?: string,
): never => {
  throw new FormRefusal({ status, code, detail, ...(pointer === undefined ? {} : { pointer }) });
};

/** Counts what one post brings, and ends it where it brings too much. */
export class FormCounter {
  private fields = 0;
  private text = 0;
  private files = 0;

  name(bytes: number): void {
    if (++this.fields > FORM_LIMITS.fields)
      refuse(413, 'FORM.TOO_LARGE', `The form has too many fields: at most ${FORM_LIMITS.fields} are taken`);
    if (bytes > FORM_LIMITS.nameBytes)
      refuse(413, 'FORM.TOO_LARGE', `A field has a name of more than ${FORM_LIMITS.nameBytes} bytes`);
  }

  value(bytes: number, pointer: string): void {
    if (bytes > FORM_LIMITS.fieldBytes)
      refuse(413, 'FORM.TOO_LARGE', 'This text is too long: at most 1 MB is taken', pointer);
    this.text += bytes;
    if (this.text > FORM_LIMITS.textBytes)
      refuse(413, 'FORM.TOO_LARGE', 'All texts together are too long: at most 4 MB are taken');
  }

  file(): void {
    if (++this.files > FORM_LIMITS.files)
      refuse(413, 'FORM.TOO_LARGE', `There are too many files: at most ${FORM_LIMITS.files} are taken`);
  }
}
