// Trying a channel as it is typed, before it is saved: a test of the connection, and what a message would become.
import { useState } from 'react';
import type { ChannelTest } from '#api';
import { testChannel } from '../../../api/channel/channel.api.js';
import { Button } from '../../../look/button.js';
import { Section } from '../../sheet/sheet.js';
import type { TypedChannel } from '../channel.draft.js';
import { PreviewPanel } from './preview-panel.js';
import { TestSteps } from './test-steps.js';
import styles from './try.module.css';
import { type TryProps, tellRefusal } from './try-props.js';

export function TryPanel(props: TryProps) {
  const { channelId, typed, isFit, onFaults } = props;
  const [test, setTest] = useState<{ of: TypedChannel; result: ChannelTest } | null>(null);
  const [busy, setBusy] = useState(false);
  const [previews, setPreviews] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      if (!(await isFit()) || typed.departmentId === null) return;
      const { kind, departmentId, settings, secrets, signInId = null } = typed;
      const body = { channelId, kind, departmentId, settings, secrets, signInId };
      setTest({ of: typed, result: await testChannel(body) });
    } catch (error) {
      tellRefusal(error, onFaults);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="Try it" lead="As it is typed here. Nothing is saved, and no message is taken.">
      <div className={styles.acts}>
        <Button icon="bolt" busy={busy} onClick={() => void run()}>
          Test the connection
        </Button>
        <Button icon="file" aria-expanded={previews} onClick={() => setPreviews(now => !now)}>
          Preview a message
        </Button>
      </div>
      <div role="status">
        {busy && <p className={styles.soft}>Trying… A server that answers nothing takes a while.</p>}
        {!busy && test && <TestSteps test={test.result} isOld={test.of !== typed} />}
      </div>
      {previews && <PreviewPanel {...props} />}
    </Section>
  );
}
