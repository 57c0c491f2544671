// Secrets at rest. Guarantees: AES-256-GCM with a data key of its own per secret, wrapped by the active key of the key file;
// a sealed text opens only at the place it was sealed for (A54); a key is used for one purpose only (HKDF).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from './fault.js';
import { type KeyRing, readOrCreateKeyFile } from './key-file.js';

/** Where a secret lives. `version`: of the settings that it belongs to, so that a secret cannot outlive a changed host. */
export interface SecretPlace {
  table: string;
  row: string | number;
  field: string;
  version: number;
}

const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export class SecretBox {
  readonly #sealing: Map<string, Buffer>;

  constructor(private readonly ring: KeyRing) {
    this.#sealing = new Map([...ring.keys].map(([id, key]) => [id, derive(key, 'seal')]));
  }

  /** Returns `v1.<key id>.<wrapped data key>.<text>`, the last two base64url of IV, ciphertext and tag. */
  seal(plaintext: string, place: SecretPlace): string {
    const bound = `${FORMAT}|${this.ring.active}|${describePlace(place)}`;
    const dataKey = randomBytes(32);
    const wrapped = encrypt(this.#keyOf(this.ring.active), dataKey, `key|${bound}`);
    const body = encrypt(dataKey, Buffer.from(plaintext, 'utf8'), `text|${bound}`);
    return [FORMAT, this.ring.active, wrapped, body].join('.');
  }

  /**
   * @throws Fault `SECRET.KEY_UNKNOWN` when the key file lacks the key, `SECRET.NOT_OPENED` when the text is damaged, was
   * sealed for another place, or is no sealed text.
   */
  open(sealed: string, place: SecretPlace): string {
    const [format, keyId, wrapped, body, ...rest] = sealed.split('.');
    if (format !== FORMAT || !keyId || !wrapped || !body || rest.length > 0) {
      throw new Fault('SECRET.NOT_OPENED', `${describePlace(place)} holds no sealed secret`);
    }
    const key = this.#keyOf(keyId);
    const bound = `${FORMAT}|${keyId}|${describePlace(place)}`;
    try {
      const dataKey = decrypt(key, wrapped, `key|${bound}`);
      return decrypt(dataKey, body, `text|${bound}`).toString('utf8');
    } catch (cause) {
      throw new Fault('SECRET.NOT_OPENED', `the secret at ${describePlace(place)} does not open here`, { cause });
    }
  }

  /** Keys for HMAC, 32 bytes each, one per key id: sign with the first (the active one), accept any. */
  signingKeys(purpose: string): Buffer[] {
    const ids = [this.ring.active, ...[...this.ring.keys.keys()].filter(id => id !== this.ring.active)];
    return ids.map(id => derive(this.ring.keys.get(id) as Buffer, `sign ${purpose}`));
  }

  #keyOf(id: string): Buffer {
    const key = this.#sealing.get(id);
    if (!key) throw new Fault('SECRET.KEY_UNKNOWN', `the key file has no key "${id}"`);
    return key;
  }
}

/** Reads the key file, or makes it (mode 0600, one random key) when there is none. Faults as in key-file.ts. */
export async function loadSecrets(keyFile: string): Promise<SecretBox> {
  return new SecretBox(await readOrCreateKeyFile(keyFile));
}

// The parts are joined by a bar, so none may hold one: else two places could have one description.
function describePlace(place: SecretPlace): string {
  const parts = [place.table, String(place.row), place.field, String(place.version)];
  if (parts.some(part => part === '' || part.includes('|'))) {
    throw new Fault('SECRET.PLACE_INVALID', 'a secret needs a table, row, field and version, without bars');
  }
  return parts.join('|');
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `ticket-rail ${purpose}`, 32));
}

function encrypt(key: Buffer, plain: Buffer, bound: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(bound, 'utf8'),
  );
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Buffer, text: string, bound: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(bound, 'utf8'))
    .setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]);
}
