// Why a log cannot be read, in words that ops understand.
export type LogFaultCode = 'PHONE.MISSING' | 'PHONE.NO_PERMISSION' | 'PHONE.UNREADABLE';

export class LogFault extends Error {
  readonly retryable = true;

  constructor(
    readonly code: LogFaultCode,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

/** @param error  of the file system */
export function logFault(error: unknown, path: string): LogFault {
  if (error instanceof LogFault) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  const cause = { cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new LogFault('PHONE.MISSING', `"${path}" is not there (${code})`, cause);
  if (code === 'EACCES' || code === 'EPERM')
    return new LogFault('PHONE.NO_PERMISSION', `"${path}" may not be read by this process (${code})`, cause);
  return new LogFault('PHONE.UNREADABLE', `"${path}" cannot be read (${code})`, cause);
}
