// Bounds the memory of the SMTP listener: many slow or huge mails at once must not take all of it.

/** The bytes of one mail. */
export interface Room {
  /** False where the budget is used up; nothing is taken then. */
  take(bytes: number): boolean;
  /** Gives all back; may be called more than once. */
  release(): void;
}

/** Counts the bytes of mails until they are stored, so that many slow or huge mails cannot take all memory. */
export class MemoryBudget {
  private used = 0;
  constructor(private readonly limit: number) {}

  open(): Room {
    let held = 0;
    return {
      take: bytes => {
        if (this.used + bytes > this.limit) return false;
        this.used += bytes;
        held += bytes;
        return true;
      },
      release: () => {
        this.used -= held;
        held = 0;
      },
    };
  }
}
