// All versions of the table: who applied what and why, what changed with each, and the way back.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import type { Page, RuleVersion } from '#api';
import { say, sayProblem } from '../../act/say.js';
import {
  readRuleDifferences,
  readRuleVersions,
  rollBackRules,
  ruleDifferencesKey,
  rulesKey,
  ruleVersionsKey,
} from '../../api/channel/rule.api.js';
import { newIntent } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { momentWords } from '../../rail/words/time-words.js';
import { askedVersions } from '../definition/loaded.js';
import { Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { countWords, versionWords } from './rule-words.js';
import styles from './rules.module.css';

/** `dirty`: what is typed would be lost. */
type Props = { standing: number; dirty: boolean };

export function RuleVersions({ standing, dirty }: Props) {
  const [back, setBack] = useState<number | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const list = useInfiniteQuery({
    queryKey: [...ruleVersionsKey, standing],
    queryFn: ({ pageParam }) => readRuleVersions(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<RuleVersion>) => page.nextCursor,
  });
  const search = useSearch();
  const asked = askedVersions(search);
  const box = useRef<HTMLDivElement>(null);
  // Who asked for two versions by an address wants to see them, not the form above.
  useEffect(() => {
    if (askedVersions(search)) box.current?.scrollIntoView({ block: 'start' });
  }, [search]);
  const versions = list.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <div ref={box} className={sheet.apart}>
      <Section
        title="Versions"
        lead="A version is never changed. Going back adds one that says the same as an earlier one."
      >
        {asked && (
          <div className={styles.asked} data-asked="">
            <b>
              What changed from version {asked.from} to {asked.to}
            </b>
            <Changes from={asked.from} version={asked.to} />
          </div>
        )}
        <ul className={styles.versions}>
          {versions.map(one => (
            <li key={one.version} data-version={one.version}>
              <span className={`mono tab ${styles.place}`}>{one.version}</span>
              <span className={styles.versionWords}>
                <b>
                  {one.savedBy ?? (one.version === 1 ? 'The beginning' : 'Came with the company')}
                  {one.version === standing && <span className={styles.soft}> stands now</span>}
                </b>
                <span className={styles.about}>
                  <span className="tab">{momentWords(one.savedAt)}</span>, {countWords(one.ruleCount, 'rule', 'rules')}
                </span>
                {versionWords(one) && (
                  <span className={styles.versionNote} dir="auto">
                    {versionWords(one)}
                  </span>
                )}
                {shown === one.version && <Changes version={one.version} />}
              </span>
              <span className={styles.versionActs}>
                {one.version > 1 && (
                  <Button
                    weight="quiet"
                    small
                    aria-expanded={shown === one.version}
                    aria-label={`What changed in version ${one.version}`}
                    onClick={() => setShown(shown === one.version ? null : one.version)}
                  >
                    What changed
                  </Button>
                )}
                {one.version !== standing && (
                  <Button small aria-label={`Go back to version ${one.version}`} onClick={() => setBack(one.version)}>
                    Go back
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button small busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Older ones
          </Button>
        )}
      </Section>
      {back !== null && <BackDialog version={back} standing={standing} dirty={dirty} onClose={() => setBack(null)} />}
    </div>
  );
}

/** @param from  the one before, where it is left out */
function Changes({ version, from = version - 1 }: { version: number; from?: number }) {
  const found = useQuery({
    queryKey: ruleDifferencesKey(from, version),
    queryFn: () => readRuleDifferences(from, version),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.isError) return <span className={sheet.fault}>The versions cannot be compared. Load the page again.</span>;
  if (!found.data) return <span className={styles.soft}>Comparing…</span>;
  if (found.data.length === 0) return <span className={styles.soft}>Nothing differs.</span>;
  return (
    <span className={styles.changes}>
      {found.data.map(change => (
        <span key={change.pointer + change.words}>{change.words}</span>
      ))}
    </span>
  );
}

type BackProps = { version: number; standing: number; dirty: boolean; onClose: () => void };

function BackDialog({ version, standing, dirty, onClose }: BackProps) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      const now = await rollBackRules(version, standing, newIntent());
      say(`Version ${now.version} stands: it says the same as version ${version}.`);
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: rulesKey });
      onClose();
    }
  };
  return (
    <DialogFrame
      title={`Go back to version ${version}?`}
      size={520}
      lead="What comes in from then on is decided by it. Tickets that hang already stay as they are."
      onClose={onClose}
    >
      <Changes from={standing} version={version} />
      {dirty && (
        <p className={sheet.note}>
          What you have typed and not applied stays in the form, and is based on the rules before.
        </p>
      )}
      <div className={actionsClass}>
        <Button onClick={onClose}>Leave it</Button>
        <Button weight="main" data-autofocus busy={busy} onClick={() => void go()}>
          Go back
        </Button>
      </div>
    </DialogFrame>
  );
}
