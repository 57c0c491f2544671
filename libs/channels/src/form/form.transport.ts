// What the door writes beside the bytes of a post, for the converter. Small, and all that the same bytes need to give the same draft again.

export interface FormTransport {
  via: 'form';
  /** The header as it came: the bytes cannot be read without it. */
  contentType: string;
  /** Tells this message from every other. */
  identity?: string;
  remoteAddress?: string;
  userAgent?: string;
  /** The page that sent it, as the browser says. */
  origin?: string;
  /** From the hosted page: time between its making and the post; null: from elsewhere. */
  filledMs: number | null;
  /** Somebody looked at it, and it is no spam. */
  released?: { rule: string; by: string; reason: string; at: string };
}

/** What is stored is ours, but may be of an older build. */
export function formTransport(stored: Record<string, unknown>): FormTransport {
  const { contentType, filledMs } = stored;
  return {
    ...(stored as Partial<FormTransport>),
    via: 'form',
    contentType: typeof contentType === 'string' ? contentType : '',
    filledMs: typeof filledMs === 'number' ? filledMs : null,
  };
}
