// Trade documents for tests: sound ones, of which a test says only what it is about.
import type { TradeDocument, TradeLine } from './trade.document.js';

export const sampleDate = (value: string, code = '002') => ({ code, meaning: 'Delivery requested', value });

export const sampleLine = (lineNumber: string, more: Partial<TradeLine> = {}): TradeLine => ({
  ...{ lineNumber, action: 'order', actionCode: '', quantity: '10', quantityRemaining: null, uom: 'EA' },
  ...{ unitPrice: '2.50', priceBasis: 'PE', itemIds: [], description: `Part ${lineNumber}`, requestedDates: [] },
  ...{ shipTo: null, schedules: [], notes: [], byte: 0 },
  ...more,
});

/** Of X12, number 4711. */
export const sampleDocument = (
  messageType: string,
  lines: TradeLine[],
  more: Partial<TradeDocument> = {},
): TradeDocument => ({
  source: {
    ...{
      standard: 'x12',
      version: '004010',
      messageType,
      senderId: 'ACME',
      receiverId: 'NORDWERK',
      interchangeRef: '1',
    },
    ...{ groupRef: '1', messageRef: '1', testFlag: false, byteStart: 0, byteEnd: 1, sha256: '' },
  },
  ...{ documentNumber: '4711', purpose: 'original', purposeCode: '00', documentDate: null, originalOrder: null },
  ...{ currency: null, parties: [], references: [], dates: [], notes: [], declaredLineCount: null, totals: [] },
  ...{ warnings: [], ack: null },
  ...more,
  lines,
});
