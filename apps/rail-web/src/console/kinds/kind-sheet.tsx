// A kind for those who may not change it: what it promises and asks, and the form as they know it.
import type { Kind } from '#api';
import styles from '../definition/definition.module.css';
import { Preview } from '../definition/preview.js';
import { hoursOf } from '../fields/row-words.js';

const must = (words: string, required: boolean): string => (required ? `${words} (needed)` : words);

export function KindSheet({ kind }: { kind: Kind }) {
  const titles = kind.requiredToClose.map(name => titleOf(kind, name));
  const facts: [string, string[]][] = [
    ['Tolerance', [`${hoursOf(kind.toleranceMinutes)} working hours`]],
    ['From an existing customer', [kind.business === 'repeat' ? 'Repeat business' : 'Something new: offered to sales']],
    ['Needed to be done', titles],
    ['Checklist', kind.checklist.map(item => must(item.title, item.required))],
    [
      'Attachments',
      kind.attachments.map(rule =>
        must(rule.endings.length > 0 ? `${rule.title}: ${rule.endings.join(', ')}` : rule.title, rule.required),
      ),
    ],
    ['Outcomes', kind.outcomes.map(outcome => outcome.title)],
    ['Acknowledgement', kind.acknowledgement ? [kind.acknowledgement] : []],
  ];
  return (
    <div className={styles.desk}>
      <Facts facts={facts} />
      <Preview
        schema={kind.schema}
        note="as agents fill it in"
        required={kind.requiredToClose}
        empty="This kind has no fields: a ticket of it is its conversation."
      />
    </div>
  );
}

export function Facts({ facts }: { facts: [string, string[]][] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([title, lines]) => (
        <div key={title} className={styles.fact}>
          <dt>{title}</dt>
          <dd>{lines.length > 0 ? lines.join('\n') : 'None'}</dd>
        </div>
      ))}
    </dl>
  );
}

function titleOf(kind: Kind, name: string): string {
  const properties = kind.schema.properties as Record<string, { title?: string }> | undefined;
  return properties?.[name]?.title ?? name;
}
