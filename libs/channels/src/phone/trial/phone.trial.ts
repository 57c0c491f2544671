// Tries a phone channel: are its logs there, may they be read, and what does the last record say. Guarantee: nothing is remembered as read.
import type { FileHandle } from 'node:fs/promises';
import {
  type Channel,
  StepFault,
  type StepSaid,
  type StepTry,
  type TestStep,
  type TrialPorts,
  untried,
  walkSteps,
} from '#channels/contract';
import { callerName } from '#tickets';
import { CallFile, type FileRecord } from '../csv/call.file.js';
import { listenerOf } from '../hear/call.sources.js';
import { converted } from '../phone.converter.js';
import { type PhoneSettings, readsFiles } from '../phone.settings.js';
import { LogFault } from '../tail/log.fault.js';
import { expandPaths, openLog, readBytes } from '../tail/log.file.js';

/** Its header and some records. */
const HEAD_BYTES = 64 * 1024;

export function tryPhone({ key, settings, secrets }: Channel<PhoneSettings>, ports: TrialPorts): Promise<TestStep[]> {
  if (!readsFiles(settings.source)) return walkSteps([takesPosts(key, settings, secrets)], ports);
  const trial = new LogTrial(settings);
  return walkSteps(trial.steps(), ports);
}

class LogTrial {
  private paths: string[] = [];
  private readable = '';

  constructor(private readonly settings: PhoneSettings) {}

  steps(): StepTry[] {
    return [
      { step: 'phone.find', title: 'Find the logs', run: () => this.find() },
      { step: 'phone.rights', title: 'Open them', run: () => this.open() },
      { step: 'phone.message', title: 'Read one record', run: () => this.readOne() },
    ];
  }

  private async find(): Promise<StepSaid> {
    const { paths, problems, left } = await expandPaths(this.settings.files ?? []);
    this.paths = paths;
    const [problem] = problems;
    if (paths.length === 0) throw faultOf(problem ?? new LogFault('PHONE.MISSING', 'The settings name no file'));
    if (problem) return { state: 'warning', words: `${problem.message}.`, next: NEXT[problem.code] };
    const words = paths.length === 1 ? '1 file is read.' : `${paths.length} files are read.`;
    if (left === 0) return words;
    return {
      state: 'warning',
      words: `${words} ${left} older ones are too many.`,
      next: 'Name the files more closely.',
    };
  }

  private async open(): Promise<StepSaid> {
    for (const path of this.paths) await this.withLog(path, async () => undefined);
    this.readable = this.paths.at(-1)!;
    return 'All of them can be read.';
  }

  private async readOne(): Promise<StepSaid> {
    const records = await this.withLog(this.readable, async handle => {
      const { size } = await handle.stat();
      const file = new CallFile(this.settings);
      const head = await readBytes(handle, 0, Math.min(HEAD_BYTES, size));
      return [...file.push(head), ...(size <= HEAD_BYTES ? file.end() : [])];
    });
    const last = records.at(-1);
    if (!last) return { state: 'skipped', words: 'There is no record yet.', next: 'Make a call, and test again.' };
    return this.heard(last);
  }

  private heard({ bytes, width, separator, columns, line }: FileRecord): StepSaid {
    const { drafts, suppressed, quarantined } = converted(bytes, listenerOf(this.settings), {
      width,
      separator,
      columns,
      line,
    });
    const [fault] = quarantined;
    if (fault)
      throw new StepFault(
        `Line ${line} cannot be read as a call: ${fault.detail ?? fault.reason}`,
        'Check the source, the columns and the format of the times; the preview shows each line.',
      );
    const call = drafts[0]?.call;
    if (!call) return `Line ${line} is a call that makes no ticket (${suppressed ?? 'nothing in it'}).`;
    return `Line ${line} is a call ${call.direction === 'inbound' ? 'from' : 'to'} ${callerName(call.outside)}, ${call.outcome}.`;
  }

  private async withLog<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    try {
      const handle = await openLog(path);
      try {
        return await work(handle);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw faultOf(error);
    }
  }
}

const NEXT: Record<LogFault['code'], string> = {
  'PHONE.MISSING': 'Check the path. A share has to be mounted on each machine that runs a router, under the same path.',
  'PHONE.NO_PERMISSION': 'Give the user of this process the right to read the file and its folder.',
  'PHONE.UNREADABLE': 'Name a plain file.',
};

const faultOf = (error: unknown): unknown =>
  error instanceof LogFault ? new StepFault(`${error.message}.`, NEXT[error.code], { cause: error }) : error;

function takesPosts(key: string, { source, freeswitch }: PhoneSettings, secrets: Record<string, string>): StepTry {
  const secret =
    source === 'twilio' ? 'twilio.authToken' : source === 'freeswitch' && freeswitch ? 'freeswitch.password' : null;
  const words = `The telephone system posts its records to /in/${key}: nothing is connected to.`;
  if (secret === null || secrets[secret])
    return untried('phone.posts', 'Take posts', words, 'Save the channel, make a call, and look at its health.');
  return {
    step: 'phone.posts',
    title: 'Take posts',
    run: async () => {
      throw new StepFault(`${words} Its posts could not be proven.`, `Enter the secret (${secret}).`);
    },
  };
}
