// Time as an argument. Code that depends on the time takes a `Now`, so that a test can say what time it is.

/** The present instant. Never goes back to a cached value; may jump when the machine's clock is set. */
export type Now = () => Date;

export const systemNow: Now = () => new Date();
