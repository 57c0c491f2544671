// All that is held for one reason and came by one channel: sent on its way again, or put aside, step by step with its progress. Leaving the page stops after
// the step that runs; what is done is done, and the rest can be taken up again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { QuarantineGroup, QuarantineStepped } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { type Alike, discardStep, replayStep } from '../../api/channel/ledger.api.js';
import { newIntent } from '../../api/http.js';
import { quarantineKey } from '../../api/trade/partner.api.js';
import { Button } from '../../look/button.js';
import styles from './quarantine.module.css';
import { ReasonDialog } from './reason-dialog.js';
import { steppedWords } from './reason-words.js';

type Run = { act: 'replay' | 'discard'; done: number; left: number };

export function AlikeBar({ group }: { group: QuarantineGroup }) {
  const client = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const [asks, setAsks] = useState(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const all = async (
    act: Run['act'],
    step: (from: Partial<QuarantineStepped>) => Promise<QuarantineStepped>,
  ): Promise<void> => {
    let done = 0;
    let from: Partial<QuarantineStepped> = {};
    setRun({ act, done, left: act === 'replay' ? group.replayable : group.count });
    try {
      do {
        from = await step(from);
        done += from.done ?? 0;
        setRun({ act, done, left: from.left ?? 0 });
      } while (here.current && from.left);
      say(steppedWords(act, done));
    } catch (error) {
      sayProblem(error);
    } finally {
      setRun(null);
      await client.invalidateQueries({ queryKey: quarantineKey });
    }
  };
  const alike: Alike = { channelId: group.channelId, reason: group.reason };
  if (run)
    return (
      <div className={styles.alike} role="status">
        <label className={styles.progress}>
          <span className="tab">
            {run.done} of {run.done + run.left} {run.act === 'replay' ? 'on their way again' : 'put aside'}…
          </span>
          <progress value={run.done} max={Math.max(1, run.done + run.left)} />
        </label>
      </div>
    );
  return (
    <div className={styles.alike}>
      {group.replayable > 0 && (
        <Button weight="main" small onClick={() => void all('replay', from => replayStep(alike, from, newIntent()))}>
          Replay all like it ({group.replayable})
        </Button>
      )}
      <Button small onClick={() => setAsks(true)}>
        Put all aside ({group.count})
      </Button>
      {asks && (
        <ReasonDialog
          title={`Put ${group.count} aside`}
          lead="They stay in the ledger, byte for byte, left out by you. Each can be released again."
          act="Put aside"
          onDecide={async why => {
            setAsks(false);
            await all('discard', from => discardStep({ ...alike, why }, from, newIntent()));
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  );
}
