// Random tokens: what a browser or a mail carries, and what the database keeps of it. The database never holds a usable token (A40).
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits from the system's generator, base64url, 43 characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256. No salt is needed: the token itself cannot be guessed. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();
