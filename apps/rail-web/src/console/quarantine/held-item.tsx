// One held message, or one held document of a message: why, where, who sent it, and what can be done.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { QuarantinedMessage } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { discardMessage } from '../../api/channel/ledger.api.js';
import { releaseMessage } from '../../api/channel/suppressed.api.js';
import { newIntent } from '../../api/http.js';
import { quarantineKey, replayMessage } from '../../api/trade/partner.api.js';
import { Button } from '../../look/button.js';
import { useNow } from '../../rail/use-now.js';
import { clockWords, momentWords, sizeWords } from '../../rail/words/time-words.js';
import { documentWords, identityWords } from '../partners/traffic/traffic-words.js';
import { FixLinks } from './fix-links.js';
import { HeldPreview } from './held-preview.js';
import styles from './quarantine.module.css';
import { RawView } from './raw-view.js';
import { ReasonDialog } from './reason-dialog.js';
import { isStranger, lookWords, positionWords, reasonWords } from './reason-words.js';

type Props = {
  held: QuarantinedMessage;
  mayReplay: boolean;
  /** Left out where the reader may not. */
  onMakePartner?: () => void;
};

export function HeldItem({ held, mayReplay, onMakePartner }: Props) {
  const client = useQueryClient();
  const now = useNow();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [previewed, setPreviewed] = useState(false);
  const [decides, setDecides] = useState<'release' | 'discard' | null>(null);
  const { messageId, part, sender, position } = held;
  const stranger = isStranger(held);
  const replay = async (): Promise<void> => {
    setBusy(true);
    try {
      await replayMessage(messageId, newIntent());
      say('It is on its way again.');
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: quarantineKey });
    }
  };
  const decided = async (act: () => Promise<unknown>, words: string): Promise<void> => {
    await act();
    say(words);
    await client.invalidateQueries({ queryKey: quarantineKey });
  };
  const where = positionWords(position);
  return (
    <li className={styles.item} aria-labelledby={id} data-held={`${messageId}${part === null ? '' : `.${part}`}`}>
      <div className={styles.top}>
        <h2 id={id} className={styles.reason}>
          {reasonWords(held.reason)}
        </h2>
        <span className={`tab ${styles.soft}`} title={momentWords(held.receivedAt)}>
          {clockWords(held.receivedAt, now)}, {held.channelName}
        </span>
      </div>
      {held.detail && (
        <p className={styles.detail} dir="auto">
          {held.detail}
        </p>
      )}
      <dl className={styles.facts}>
        {sender && (
          <>
            <dt>Sender</dt>
            <dd>
              <bdi className="mono">{identityWords(sender)}</bdi>
              {sender.partner && (
                <>
                  {', '}
                  <Link href={`/console/partners?p=${sender.partner.id}`}>
                    <bdi>{sender.partner.name}</bdi>
                  </Link>
                </>
              )}
            </dd>
          </>
        )}
        {part !== null && (
          <>
            <dt>Document</dt>
            <dd>
              <bdi className="mono">
                {documentWords({ type: held.documentType, number: null, ref: held.documentRef })}
              </bdi>
              , the {ordinal(part)} of its interchange
            </dd>
          </>
        )}
        {where && (
          <>
            <dt>Place</dt>
            <dd className="tab">{where}</dd>
          </>
        )}
        <dt>Message</dt>
        <dd>
          <Link href={`/console/ledger/${messageId}`} className="mono">
            {messageId}
          </Link>
          , {sizeWords(held.size)}
        </dd>
      </dl>
      {!held.replayable && (
        <p className={styles.soft}>
          The other documents of its interchange were taken. This one was refused: the partner sends it again,
          corrected.
        </p>
      )}
      {sender?.partner && held.reason === 'edi.unknown-sender' && (
        <p className={styles.soft}>This sender is a partner by now: replay it.</p>
      )}
      <div className={styles.acts}>
        {stranger && onMakePartner && (
          <Button weight="main" small onClick={onMakePartner}>
            Make this sender a partner
          </Button>
        )}
        {held.replayable && mayReplay && (
          <Button small busy={busy} onClick={() => void replay()}>
            Replay
          </Button>
        )}
        {mayReplay && (
          <>
            <Button weight="quiet" small aria-expanded={previewed} onClick={() => setPreviewed(!previewed)}>
              {previewed ? 'Hide the preview' : 'Preview'}
            </Button>
            {held.replayable && (
              <Button weight="quiet" small onClick={() => setDecides('release')}>
                Release to the rail
              </Button>
            )}
            <Button weight="quiet" small onClick={() => setDecides('discard')}>
              Put aside
            </Button>
          </>
        )}
        <Button weight="quiet" small aria-expanded={open} onClick={() => setOpen(!open)}>
          {lookWords(position, open)}
        </Button>
      </div>
      {stranger && !onMakePartner && <p className={styles.soft}>An administrator can make this sender a partner.</p>}
      <FixLinks held={held} />
      {previewed && <HeldPreview messageId={messageId} />}
      {open && <RawView messageId={messageId} byte={position?.byte ?? null} />}
      {decides === 'discard' && (
        <ReasonDialog
          title="Put this aside"
          lead="It stays in the ledger, byte for byte, left out by you. It can be released again."
          act="Put aside"
          onDecide={(reason, intent) =>
            decided(
              () => discardMessage(messageId, { reason, ...(part === null ? {} : { part }) }, intent),
              'It is put aside.',
            )
          }
          onClose={() => setDecides(null)}
        />
      )}
      {decides === 'release' && (
        <ReasonDialog
          title="Release this to the rail"
          lead="It is read once more. What cannot be read comes as a ticket with the bytes attached, to be read by hand. The reason stands on it."
          act="Release"
          onDecide={(reason, intent) =>
            decided(() => releaseMessage(messageId, { reason }, intent), 'It is on its way to the rail.')
          }
          onClose={() => setDecides(null)}
        />
      )}
    </li>
  );
}

const ENDINGS = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
const RULES = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (n: number): string => `${n}${ENDINGS[RULES.select(n)]}`;
