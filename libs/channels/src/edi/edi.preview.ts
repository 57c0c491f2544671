// `rail preview edi`: what the converter makes of EDI files, one JSON line per file, without a database. Guarantees: lines in the order of the files; a
// file that cannot be read is a line with its reason; memory holds one interchange and what the line says last, however large the file is.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { type Quarantine, type TicketDraft, type TradeDocument, type TradingPartner, usualAgreement } from '#tickets';
import { previewDraft } from '../draft.preview.js';
import { MessageReader } from './convert/message.reader.js';
import { shownAnswer } from './edi.converter.js';
import { senderOf } from './envelope/interchange.reader.js';
import { InterchangeSplitter, type Slice } from './syntax/interchange.splitter.js';

const CHUNK_BYTES = 256 * 1024;
/** Pieces of a line are written together. */
const WRITE_CHARACTERS = 64 * 1024;

/** Resolves when more may come: a reader that is slower than we are must not make us keep all that it has not read yet. */
type Write = (piece: string) => void | Promise<void>;

/**
 * There are no partners here: every sender counts as known, with the usual agreement, and test interchanges are taken.
 * @param _domains colleagues send no EDI
 * @param write gets pieces of lines, line ends included
 */
export async function previewEdi(files: string[], _domains: string[], write: Write): Promise<void> {
  for (const file of files) await new FilePreview(file, write).run();
}

class FilePreview {
  private pending = '';
  private drafts = 0;
  /** As JSON, for they stand behind the drafts. */
  private readonly acks: string[] = [];
  private readonly quarantined: string[] = [];
  private suppressed: string | null = null;
  private slices = 0;

  constructor(
    private readonly file: string,
    private readonly write: Write,
  ) {}

  async run(): Promise<void> {
    await this.put(`{"file":${JSON.stringify(this.file)},"drafts":[`);
    try {
      const { size } = await stat(this.file);
      const splitter = new InterchangeSplitter(size);
      for await (const chunk of createReadStream(this.file, { highWaterMark: CHUNK_BYTES })) {
        for (const slice of splitter.push(chunk as Buffer)) await this.take(slice);
        await turn();
      }
      for (const slice of splitter.end()) await this.take(slice);
      if (this.slices === 0) this.refuse({ reason: 'edi.empty', position: { byte: 0 } }, 0);
    } catch (error) {
      // Of the file system; anything else is ours.
      if (!(error as NodeJS.ErrnoException).syscall) throw error;
      this.refuse({ reason: 'file.unreadable' }, 0);
    }
    const suppressed = this.drafts + this.quarantined.length === 0 ? this.suppressed : null;
    await this.put('],"acks":[');
    await this.putAll(this.acks);
    await this.put(`],"suppressed":${JSON.stringify(suppressed)},"quarantined":[`);
    await this.putAll(this.quarantined);
    await this.put(']}\n');
    await this.write(this.pending);
  }

  private async take({ bytes, byteStart }: Slice): Promise<void> {
    this.slices++;
    const message = new MessageReader({ raw: bytes, partner: anyPartner(bytes) });
    for (const part of message.parts()) {
      if ('draft' in part) await this.put(this.comma() + JSON.stringify(shift(part.draft, byteStart)));
      else this.refuse(part.quarantine, byteStart);
    }
    for (const answer of message.answers()) this.acks.push(JSON.stringify(shownAnswer(answer)));
    this.suppressed ??= message.suppressed;
  }

  private refuse({ reason, position }: Quarantine, offset: number): void {
    const byte = position?.byte === undefined ? {} : { byte: position.byte + offset };
    this.quarantined.push(JSON.stringify({ reason, position: { ...position, ...byte } }));
  }

  private comma(): string {
    return this.drafts++ === 0 ? '' : ',';
  }

  private async putAll(pieces: readonly string[]): Promise<void> {
    for (const [at, piece] of pieces.entries()) await this.put(at === 0 ? piece : `,${piece}`);
  }

  private async put(piece: string): Promise<void> {
    this.pending += piece;
    if (this.pending.length < WRITE_CHARACTERS) return;
    const { pending } = this;
    this.pending = '';
    await this.write(pending);
  }
}

/** Positions of a message count in its own bytes; here they count in the file. */
function shift(draft: TicketDraft, offset: number) {
  const { source, lines, ...fields } = draft.fields as unknown as TradeDocument;
  const moved = { ...source, byteStart: source.byteStart + offset, byteEnd: source.byteEnd + offset };
  return previewDraft({
    ...draft,
    fields: { source: moved, ...fields, lines: lines.map(line => ({ ...line, byte: line.byte + offset })) },
  });
}

function anyPartner(raw: Uint8Array): TradingPartner | null {
  const named = senderOf(raw);
  if (!named) return null;
  const { standard, sender } = named;
  return {
    ...usualAgreement(standard),
    accepts: 'both',
    id: 0,
    key: 'preview',
    name: sender.id,
    identities: [sender],
    ownIdentities: [],
    enabled: true,
    version: 1,
  };
}
