// What Node 20 has and the ES2023 library of the compiler does not list yet.
interface String {
  /** The string with each lone surrogate replaced by U+FFFD (ES2024). */
  toWellFormed(): string;
}
