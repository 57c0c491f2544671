import { People1700000000001 } from './1700000000001-people.js';
import { Ledger1700000000002 } from './1700000000002-ledger.js';
import { Tickets1700000000003 } from './1700000000003-tickets.js';
import { Outbox1700000000004 } from './1700000000004-outbox.js';
import { Promises1700000000005 } from './1700000000005-promises.js';
import { Flow1700000000006 } from './1700000000006-flow.js';
import { MailSteps1700000000007 } from './1700000000007-mail-steps.js';
import { Trade1700000000008 } from './1700000000008-trade.js';
import { RailRoom1700000000009 } from './1700000000009-rail-room.js';
import { Phone1700000000010 } from './1700000000010-phone.js';
import { Forms1700000000011 } from './1700000000011-forms.js';
import { Forwards1700000000012 } from './1700000000012-forwards.js';
import { Automatic1700000000013 } from './1700000000013-automatic.js';
import { Rules1700000000014 } from './1700000000014-rules.js';
import { Health1700000000015 } from './1700000000015-health.js';
import { LedgerDesk1700000000016 } from './1700000000016-ledger-desk.js';
import { Company1700000000017 } from './1700000000017-company.js';
import { OAuth1700000000018 } from './1700000000018-oauth.js';
import { Tags1700000000019 } from './1700000000019-tags.js';
import { HeldUp1700000000020 } from './1700000000020-held-up.js';
import { Room1700000000021 } from './1700000000021-room.js';
import { AnsweredSets1700000000022 } from './1700000000022-answered-sets.js';
import { EarlyDocuments1700000000023 } from './1700000000023-early-documents.js';
import { Search1700000000024 } from './1700000000024-search.js';
import { Uploads1700000000025 } from './1700000000025-uploads.js';

export const migrations = [
  People1700000000001,
  Ledger1700000000002,
  Tickets1700000000003,
  Outbox1700000000004,
  Promises1700000000005,
  Flow1700000000006,
  MailSteps1700000000007,
  Trade1700000000008,
  RailRoom1700000000009,
  Phone1700000000010,
  Forms1700000000011,
  Forwards1700000000012,
  Automatic1700000000013,
  Rules1700000000014,
  Health1700000000015,
  LedgerDesk1700000000016,
  Company1700000000017,
  OAuth1700000000018,
  Tags1700000000019,
  HeldUp1700000000020,
  Room1700000000021,
  AnsweredSets1700000000022,
  EarlyDocuments1700000000023,
  Search1700000000024,
  Uploads1700000000025,
];
