// What Nest itself says, in our log.
import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#runtime';

export class NestLogger implements LoggerService {
  constructor(private readonly to: Logger) {}

  // Nest tells each route and module at boot: of interest only when something is looked for.
  log(message: unknown, context?: string): void {
    this.to.debug({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.to.error({ context: rest.at(-1), ...(message instanceof Error ? { err: message } : {}) }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.to.warn({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.to.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.to.trace({ context }, String(message));
  }
}
