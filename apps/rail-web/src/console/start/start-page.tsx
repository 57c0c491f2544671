// Getting started: what a company needs before it works, in five steps. Each can be left and taken up again; the whole can be put aside.
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Department } from '#api';
import { Button } from '../../look/button.js';
import { Icon } from '../../look/icons.js';
import { setPreference, usePreferences } from '../../look/preferences.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { CompanyForm } from './company-form.js';
import { type Setup, type Step, type StepId, stepsOf } from './setup.steps.js';
import styles from './start.module.css';
import { CalendarActs, ChannelActs, DepartmentActs, PeopleActs } from './step-acts.js';
import { useSetup } from './use-setup.js';

const NOT_YOURS = 'Administrators set the company up.';
type Props = { departments: Department[] };

export default function StartPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Guide departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Guide({ departments }: Props) {
  const read = useSetup(departments);
  const { guide } = usePreferences();
  const [, go] = useLocation();
  const steps = read.state === 'read' ? stepsOf(read.setup) : [];
  const left = steps.filter(step => !step.done);
  const next = left[0]?.id;
  const turn = guide === 'aside' ? 'offered' : 'aside';
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Getting started"
        note="Five steps until the first ticket hangs. Leave whenever you like: what is done stays done."
        acts={
          <Button onClick={() => setPreference('guide', turn)}>
            {guide === 'aside' ? 'Offer this again' : 'Put this aside'}
          </Button>
        }
      />
      {read.state === 'reading' && <Loading words="Reading how far it is…" />}
      {read.state === 'failed' && <Failed error={read.error} onRetry={read.retry} notYours={NOT_YOURS} />}
      {read.state === 'read' && (
        <>
          <p className={styles.count} data-left={left.length} role="status">
            {left.length === 0
              ? 'All is done. What comes in hangs on the rail by itself.'
              : `${steps.length - left.length} of ${steps.length} done.`}
            {left.length === 0 && <Button onClick={() => go('/')}>To the rail</Button>}
          </p>
          <ol className={styles.steps}>
            {steps.map((step, i) => (
              <StepItem key={step.id} step={step} number={i + 1} isNext={step.id === next} setup={read.setup} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

type ItemProps = { step: Step; number: number; isNext: boolean; setup: Setup };

function StepItem({ step, number, isNext, setup }: ItemProps) {
  return (
    <li
      className={styles.step}
      data-step={step.id}
      data-done={step.done || undefined}
      aria-current={isNext ? 'step' : undefined}
    >
      <span className={styles.mark} aria-hidden="true">
        {step.done ? <Icon name="check" /> : <span className="tab">{number}</span>}
      </span>
      <div className={styles.body}>
        <h2 className={styles.title}>
          {step.title}
          <span className="unseen">{step.done ? ', done' : ', not done yet'}</span>
        </h2>
        <p className={styles.words}>{step.words}</p>
        <Acts id={step.id} done={step.done} setup={setup} isNext={isNext} />
      </div>
    </li>
  );
}

function Acts({ id, done, setup, isNext }: { id: StepId; done: boolean; setup: Setup; isNext: boolean }) {
  const [opened, setOpened] = useState(false);
  if (id === 'departments') return <DepartmentActs setup={setup} isNext={isNext} />;
  if (id === 'calendar') return <CalendarActs setup={setup} isNext={isNext} />;
  if (id === 'channel') return <ChannelActs setup={setup} isNext={isNext} />;
  if (id === 'people') return <PeopleActs setup={setup} isNext={isNext} />;
  if (!done || opened) return <CompanyForm company={setup.company} onSaved={() => setOpened(false)} />;
  return (
    <div className={styles.acts}>
      <Button onClick={() => setOpened(true)}>Change it</Button>
    </div>
  );
}
