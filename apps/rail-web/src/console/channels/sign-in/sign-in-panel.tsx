// Signing in at the provider of a mailbox: the address to register there, the button, and what came of it. The browser goes to the provider and comes back to this
// page; of a channel that is not saved, what was typed is kept meanwhile.
import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { ChannelView, ProviderAddresses, SignInView } from '#api';
import { say } from '../../../act/say.js';
import { beginSignIn, findProvider, readRedirectAddress, redirectAddressKey } from '../../../api/channel/oauth.api.js';
import type { Fault } from '../../../form/field.shape.js';
import { announce } from '../../../look/announcer.js';
import { Button } from '../../../look/button.js';
import { Icon } from '../../../look/icons.js';
import { Section } from '../../sheet/sheet.js';
import type { TypedChannel } from '../channel.draft.js';
import { partOf } from '../form/settings.schema.js';
import { tellRefusal } from '../try/try-props.js';
import styles from './sign-in.module.css';
import { providerName, signInSaid } from './sign-in-words.js';

type Props = {
  /** Null: a new one. */
  channel: ChannelView | null;
  typed: TypedChannel;
  changed: boolean;
  isSignedIn: boolean;
  signIn: SignInView | null;
  onFaults: (faults: Fault[]) => void;
  onFound: (found: ProviderAddresses) => void;
  /** Before the browser goes: what is typed is kept elsewhere. */
  onLeave: () => void;
};

const ICONS = { good: 'check', wrong: 'alert', calm: 'lock' } as const;

export function SignInPanel({ channel, typed, changed, isSignedIn, signIn, onFaults, onFound, onLeave }: Props) {
  const [busy, setBusy] = useState(false);
  const provider = providerName(typed.settings);
  const oauth = partOf(typed.settings.oauth);
  const issuer = oauth.provider === 'other' && typeof oauth.issuer === 'string' ? oauth.issuer : null;
  const said = signInSaid(signIn, isSignedIn, channel === null);
  const result = useRef<HTMLDivElement>(null);
  // Whoever comes back from the provider wants to know what came of it; the form above may still be loading.
  const comesBack = signIn !== null;
  useEffect(() => {
    if (comesBack) result.current?.scrollIntoView({ block: 'center' });
  }, [comesBack]);
  const mustSave = channel !== null && changed;
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      tellRefusal(error, onFaults);
    }
    setBusy(false);
  };
  const begin = () =>
    attempt(async () => {
      const { url } = await beginSignIn(channel ? { channelId: channel.id } : { channelId: null, ...typed });
      onLeave();
      window.location.assign(url);
    });
  const find = () =>
    attempt(async () => {
      onFound(await findProvider(issuer ?? ''));
      say('The addresses of the provider are filled in.');
    });
  return (
    <Section
      title="Sign in at the provider"
      lead="Register an application with your provider once, enter its ID and secret above, and give it this address to lead back to."
    >
      <RedirectAddressLine />
      <div ref={result} className={styles.said} data-tone={said.tone} data-sign-in={said.tone} role="status">
        <Icon name={ICONS[said.tone]} />
        <div>
          <p className={styles.words}>{said.words}</p>
          {said.next && <p className={styles.next}>{said.next}</p>}
        </div>
      </div>
      <div className={styles.acts}>
        <Button icon="lock" busy={busy} disabled={mustSave} onClick={() => void begin()}>
          {isSignedIn ? 'Sign in again' : 'Sign in'} at {provider}
        </Button>
        {issuer !== null && (
          <Button icon="search" busy={busy} onClick={() => void find()}>
            Find its addresses
          </Button>
        )}
      </div>
      <p className={styles.hint}>
        {mustSave
          ? 'Save what you changed first: the sign-in is for the channel as it is saved.'
          : 'If the provider stops with “redirect_uri_mismatch” or AADSTS50011, the address above is not registered there as it stands here.'}
      </p>
    </Section>
  );
}

function RedirectAddressLine() {
  const id = useId();
  const clipboard = useClipboard({ timeout: 4_000 });
  const read = useQuery({
    queryKey: redirectAddressKey,
    queryFn: readRedirectAddress,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const address = read.data?.address ?? '';
  return (
    <div className={styles.address}>
      <label htmlFor={id} className={styles.label}>
        Redirect address to register
      </label>
      <input
        id={id}
        className={`mono ${styles.value}`}
        readOnly
        value={address}
        onFocus={event => event.currentTarget.select()}
      />
      <Button
        disabled={address === ''}
        onClick={() => {
          clipboard.copy(address);
          announce('Copied.');
        }}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
