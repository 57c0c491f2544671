// What a company needs before it works, and how far it is. Read from what there is, so that whoever comes back, or another administrator, sees the same. Pure.
import type { ChannelKindView, ChannelView, Company, Department, DepartmentSettings, Member } from '#api';
import { sentence } from '../channels/form/fault.places.js';

export interface Setup {
  company: Company;
  departments: readonly Department[];
  /** Of each department. */
  settings: readonly Pick<DepartmentSettings, 'departmentId' | 'version'>[];
  channels: readonly ChannelView[];
  kinds: readonly ChannelKindView[];
  members: readonly Member[];
  /** Whoever looks. */
  meId: number;
}

export const STEPS = ['company', 'departments', 'calendar', 'channel', 'people'] as const;
export type StepId = (typeof STEPS)[number];
export type Step = { id: StepId; title: string; done: boolean; words: string };

const TITLES: Record<StepId, string> = {
  company: 'The company',
  departments: 'Departments',
  calendar: 'Working hours',
  channel: 'The first channel',
  people: 'People',
};

export function stepsOf(setup: Setup): Step[] {
  const found: Record<StepId, Pick<Step, 'done' | 'words'>> = {
    company: companyStep(setup),
    departments: departmentStep(setup),
    calendar: calendarStep(setup),
    channel: channelStep(setup),
    people: peopleStep(setup),
  };
  return STEPS.map(id => ({ id, title: TITLES[id], ...found[id] }));
}

/** Sources of requests that somebody made; what the product makes by itself brings nothing in by itself. */
export const madeChannels = (channels: readonly ChannelView[], kinds: readonly ChannelKindView[]): ChannelView[] =>
  channels.filter(({ kind }) => !kinds.find(one => one.kind === kind)?.byItself);

/** Departments whose calendar is as it was made: nobody has said whether it fits. */
export const unseenCalendars = ({ departments, settings }: Pick<Setup, 'departments' | 'settings'>): Department[] =>
  departments.filter(({ id }) => (settings.find(one => one.departmentId === id)?.version ?? 1) === 1);

const companyStep = ({ company: { name, timeZone } }: Setup) =>
  timeZone === null
    ? { done: false, words: 'What it is called, and the time zone that its departments begin with.' }
    : { done: true, words: `${name}, ${timeZone}.` };

const departmentStep = ({ departments }: Setup) =>
  departments.length === 0
    ? { done: false, words: 'Each department has a rail of its own. There is none yet.' }
    : { done: true, words: `${listWords(departments.map(one => one.name))}. Each has a rail of its own.` };

function calendarStep(setup: Setup) {
  const unseen = unseenCalendars(setup).map(one => one.name);
  if (setup.departments.length === 0) return { done: false, words: 'They belong to a department: make one first.' };
  return unseen.length === 0
    ? { done: true, words: 'A ticket’s time runs only while its department works.' }
    : {
        done: false,
        words: `A ticket’s time runs only while its department works. Office hours are set for ${listWords(unseen)}: say whether they fit.`,
      };
}

function channelStep({ channels, kinds }: Setup) {
  const made = madeChannels(channels, kinds);
  const works = made.find(({ enabled, health }) => enabled && (health.state === 'ok' || health.lastOkAt !== null));
  if (works) return { done: true, words: `${works.name} works.` };
  const [first] = made;
  if (!first)
    return {
      done: false,
      words:
        'Where requests come from: a mailbox, a form, the telephone. It is tried and previewed before it is saved.',
    };
  const { problem } = first.health;
  return {
    done: false,
    words: `${first.name} has not worked yet.${problem === null ? '' : ` ${sentence(problem)}`}`,
  };
}

function peopleStep({ members, meId }: Setup) {
  const others = members.filter(one => one.id !== meId && one.state !== 'deactivated');
  if (others.length === 0) return { done: false, words: 'Nobody else can sign in yet. You give each of them a link.' };
  const invited = others.filter(one => one.state === 'invited').length;
  if (others.length === 1) return { done: true, words: `One other person${invited > 0 ? ', not here yet' : ''}.` };
  const here = invited > 0 ? `, ${invited} of them not here yet` : '';
  return { done: true, words: `${others.length} other people${here}.` };
}

/** `Sales, Stock and Service` */
const listWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
