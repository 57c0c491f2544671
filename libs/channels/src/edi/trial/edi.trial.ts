// Tries the one transport of an EDI channel.
import { type Channel, type StepTry, type TestStep, type TrialPorts, untried, walkSteps } from '#channels/contract';
import type { EdiSettings } from '../edi.settings.js';
import { openLocalFolder } from '../transport/folder/local.folder.js';
import { AnswerTrial } from './answer.trial.js';
import { FolderTrial } from './folder.trial.js';
import { SftpTrial } from './sftp.trial.js';

export function tryEdi({ key, settings, secrets }: Channel<EdiSettings>, ports: TrialPorts): Promise<TestStep[]> {
  const { folder, sftp, http } = settings;
  if (folder) {
    const trial = new FolderTrial(folder, async () => openLocalFolder(folder.path));
    return walkSteps(trial.steps(), ports, () => trial.close());
  }
  if (sftp) {
    const trial = new SftpTrial(sftp, secrets, ports);
    return walkSteps(trial.steps(), ports, () => trial.close());
  }
  if (!http) return walkSteps([byMail], ports);
  if (http.answerUrl === undefined) return walkSteps([takesPosts(key), answersWait], ports);
  const trial = new AnswerTrial(new URL(http.answerUrl), ports);
  return walkSteps([takesPosts(key), ...trial.steps()], ports, () => trial.close());
}

const byMail = untried(
  'edi.mail',
  'Take attachments',
  'Files come as attachments of mails: nothing is connected to.',
  'Name this channel as the EDI channel of a mailbox, and test that mailbox.',
);

const takesPosts = (key: string): StepTry =>
  untried(
    'edi.posts',
    'Take posts',
    `Partners post files to /in/${key} with an API key: nothing is connected to.`,
    'Save the channel, and let a partner post a test interchange.',
  );

const answersWait = untried(
  'answer.waits',
  'Send acknowledgements',
  'There is no address for acknowledgements: they wait until the partner fetches them.',
);
