// A converter that reads in the router's own thread, and lets others have their turn. Guarantee: result i belongs to input i.
import { setImmediate as turn } from 'node:timers/promises';
import type { Conversion, Converter, ConvertInput } from '../converter.js';

/** @param conversionOf never throws for what a sender can send @param pauseBytes that are read without a pause */
export const pacedConverter = (conversionOf: (input: ConvertInput) => Conversion, pauseBytes: number): Converter => ({
  async convert(batch) {
    const conversions: Conversion[] = [];
    let bytes = 0;
    for (const input of batch) {
      conversions.push(conversionOf(input));
      bytes += input.raw.byteLength;
      if (bytes < pauseBytes) continue;
      bytes = 0;
      await turn();
    }
    return conversions;
  },
  close: async () => undefined,
});
