// Trading partners, what passes between them and us, and what is held in quarantine.
import type {
  ListedPartner,
  MessageExcerpt,
  Page,
  PartnerFromMessage,
  PartnerMade,
  PartnerView,
  SavePartner,
  Traffic,
} from '#api';
import { call } from '../http.js';

export const partnersKey = ['partners'] as const;
export const trafficKey = (partnerId: number) => ['partner-traffic', partnerId] as const;
export const quarantineKey = ['quarantine'] as const;
export const excerptKey = (messageId: number, byte: number | null) => ['excerpt', messageId, byte] as const;

export const readPartners = (): Promise<ListedPartner[]> => call<ListedPartner[]>('GET', '/partners');

export const createPartner = (body: SavePartner, intent: string): Promise<PartnerView> =>
  call<PartnerView>('POST', '/partners', { body, intent });

export const changePartner = (id: number, version: number, body: SavePartner): Promise<PartnerView> =>
  call<PartnerView>('PUT', `/partners/${id}`, { body, version });

export const readTraffic = (id: number, cursor: string | null): Promise<Page<Traffic>> =>
  call<Page<Traffic>>('GET', `/partners/${id}/traffic?limit=30${cursor ? `&cursor=${cursor}` : ''}`);

/** Around a byte; null: the beginning. */
export const readExcerpt = (messageId: number, byte: number | null): Promise<MessageExcerpt> =>
  call<MessageExcerpt>('GET', `/messages/${messageId}/excerpt${byte === null ? '' : `?byte=${byte}`}`);

export const replayMessage = (messageId: number, intent: string): Promise<unknown> =>
  call<unknown>('POST', `/messages/${messageId}/replay`, { intent });

export const makePartner = (messageId: number, body: PartnerFromMessage, intent: string): Promise<PartnerMade> =>
  call<PartnerMade>('POST', `/messages/${messageId}/partner`, { body, intent });

export const rawPath = (messageId: number): string => `/api/v1/messages/${messageId}/raw`;
