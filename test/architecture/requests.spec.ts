import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ZodType } from 'zod';
import * as api from '#api';
import { ROOT } from './modules.js';

// Which schema the body of a request must match, by the end of its path.
const BODIES: readonly [RegExp, ZodType][] = [
  [/\/session$/, api.SignIn],
  [/\/session\/link$/, api.SignInByLink],
  [/\/session\/password$/, api.ChangePassword],
  [/\/api-keys$/, api.CreateApiKey],
  [/\/company$/, api.SaveCompany],
  [/\/members$/, api.InviteMember],
  [/\/members\/\d+$/, api.SaveMember],
  [/\/departments$/, api.CreateDepartment],
  [/\/departments\/\d+\/name$/, api.RenameDepartment],
  [/\/channels\/\d+\/canary$/, api.SetCanary],
  [/\/channels\/\d+\/catch-ups$/, api.AskCatchUp],
  [/\/channels$/, api.CreateChannel],
  [/\/oauth\/providers$/, api.FindProvider],
  [/\/oauth\/sign-ins$/, api.BeginSignIn],
  [/\/channels\/check$/, api.CheckChannel],
  [/\/channel-tests$/, api.TestChannel],
  [/\/channel-previews$/, api.PreviewChannel],
  [/\/departments\/[^/]+\/next$/, api.NextRequest],
  [/\/tickets\/[^/]+\/reply$/, api.Reply],
  [/\/tickets\/[^/]+\/note$/, api.Note],
  [/\/tickets\/[^/]+\/uploads$/, api.NewUpload],
  [/\/tickets\/[^/]+\/snooze$/, api.Snooze],
  [/\/tickets\/[^/]+\/tags$/, api.SetTags],
  [/\/tickets\/[^/]+\/presence$/, api.TellPresence],
  [/\/tickets\/[^/]+\/move$/, api.Move],
  [/\/tickets\/[^/]+\/done$/, api.Done],
  [/\/tickets\/[^/]+\/reopen$/, api.Reopen],
  [/\/tickets\/[^/]+\/held\/\d+\/discard$/, api.DiscardHeld],
  [/\/tickets\/[^/]+\/reach-again$/, api.ReachAgain],
  [/\/webhooks$/, api.CreateWebhook],
  [/\/webhooks\/\d+$/, api.ChangeWebhook],
  [/\/webhooks\/\d+\/secret$/, api.RenewWebhookSecret],
  [/\/tickets\/[^/]+\/handoffs$/, api.BeginHandoff],
  [/\/handoffs\/[^/]+$/, api.EditHandoff],
  [/\/handoffs\/[^/]+\/return$/, api.ReturnHandoff],
  [/\/handoffs\/[^/]+\/complete$/, api.CompleteHandoff],
  [/\/messages\/\d+\/release$/, api.ReleaseMessage],
  [/\/messages\/\d+\/discard$/, api.DiscardMessage],
  [/\/quarantine\/replay$/, api.ReplayStep],
  [/\/quarantine\/discard$/, api.DiscardStep],
  [/\/messages\/\d+\/partner$/, api.PartnerFromMessage],
  [/\/partners\/\d+\/documents$/, api.SendDocument],
  [/\/partners(\/\d+)?$/, api.SavePartner],
  [/\/departments\/[^/]+\/calls$/, api.LogCall],
  [/\/flow\/records$/, api.FreezeMeeting],
  [/\/problem-cases$/, api.SaveProblemCase],
  [/\/forwards$/, api.TellForward],
  [/\/rules$/, api.SaveRules],
  [/\/rules\/check$/, api.CheckRules],
  [/\/rules\/dry-runs$/, api.DryRunRules],
  [/\/rules\/roll-back$/, api.RollBackRules],
];

interface Request {
  file: string;
  method: string;
  path: string;
  headers: string[];
  body: string;
}

const folder = join(ROOT, 'requests');
const requests = readdirSync(folder)
  .filter(file => file.endsWith('.http'))
  .flatMap(file =>
    readFileSync(join(folder, file), 'utf8')
      .split(/^###.*$/m)
      .flatMap(part => readRequest(file, part)),
  );

function readRequest(file: string, part: string): Request[] {
  const [head = '', ...body] = part
    .replace(/^(#|@|\s*$).*\n?/gm, line => (line.trim() === '' ? line : ''))
    .trim()
    .split(/\n\s*\n/);
  const [first = '', ...headers] = head.split('\n');
  const found = /^(GET|POST|PUT|DELETE) (\S+)$/.exec(first);
  return found ? [{ file, method: String(found[1]), path: String(found[2]), headers, body: body.join('\n\n') }] : [];
}

/** What a partner's system or a form posts: no body of the API, and no page of ours that it must come from. */
const isFile = ({ path }: Request): boolean => /\/(?:in|forms)\//.test(path);
const title = (request: Request) => `${request.file}: ${request.method} ${request.path}`;
// A placeholder stands for something that the reader fills in: long enough to be a token or a password.
const filled = (body: string): unknown => JSON.parse(body.replace(/\{\{\$?\w+\}\}/g, 'x'.repeat(24)));

describe('requests/*.http', () => {
  it('are there', () => {
    expect(requests.length).toBeGreaterThan(20);
  });

  it.each(
    requests
      .filter(request => request.body !== '' && !isFile(request))
      .map(request => [title(request), request] as const),
  )('keep the contract: %s', (_title, request) => {
    const schema = BODIES.find(([path]) => path.test(request.path))?.[1];
    expect(schema).toBeDefined();
    expect(schema?.safeParse(filled(request.body)).error?.issues ?? []).toEqual([]);
    expect(request.headers).toContain('Content-Type: application/json');
  });

  it('name the version that a change to a ticket or a handoff is based on, and where every change comes from', () => {
    const changes = requests.filter(request => request.method !== 'GET' && !isFile(request));
    const lacking = changes.filter(request => {
      // A handoff that begins, and a file that is brought, lie beside the ticket; presence is nobody's state. None of them changes anything of it.
      const versioned = /\/tickets\/(?!.*\/(?:handoffs|uploads|presence)$)|\/handoffs\//.test(request.path);
      return (
        !request.headers.some(line => line.startsWith('Origin:')) ||
        (versioned && !request.headers.some(line => line.startsWith('If-Match: "v')))
      );
    });
    expect(lacking.map(title)).toEqual([]);
  });
});
