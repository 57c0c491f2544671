// Q: a template into the reply. X: a macro, which does several steps at once; its reply is laid into the pad and read before it leaves.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Macro, Ticket } from '#api';
import { say, sayProblem } from '../act/say.js';
import { readMacros, readTemplates, renderTemplate, runMacro } from '../api/flow/standard-work.api.js';
import { newIntent } from '../api/http.js';
import { macrosKey, templatesKey } from '../api/query-keys.js';
import { showTicket } from '../api/ticket/slip-cache.js';
import { ChoiceList } from '../dialog/frame/choice-list.js';
import { DialogFrame } from '../dialog/frame/dialog-frame.js';
import { opening } from './draft/draft.js';
import { changeDraft, readDraft, useDraftKey } from './draft/drafts.js';
import { withText } from './gap-words.js';

type Props = { ticket: Ticket; onClose: () => void };

function lay(key: string, ticket: Ticket, text: string): void {
  const draft = readDraft(key);
  changeDraft(key, { ...opening(draft, ticket, 'reply'), reply: withText(draft.reply, text) });
}

export function TemplateDialog({ ticket, onClose }: Props) {
  const draft = useDraftKey(ticket.id);
  const list = useQuery({
    queryKey: templatesKey(ticket.departmentId),
    queryFn: () => readTemplates(ticket.departmentId),
  });
  const [busy, setBusy] = useState(false);
  const fitting = (list.data?.templates ?? []).filter(
    template => template.purpose === 'reply' && (template.kind === null || template.kind === ticket.kind),
  );
  const insert = async (id: number): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const { text, missing } = await renderTemplate(ticket.id, id);
      onClose();
      lay(draft, ticket, text);
      if (missing.length > 0) say(`Fill in before you send: ${missing.join(', ')}`);
    } catch (error) {
      sayProblem(error);
      setBusy(false);
    }
  };
  return (
    <DialogFrame title="Insert a template" onClose={onClose}>
      <ChoiceList
        key={list.status}
        label="Templates"
        filter="Which template?"
        choices={fitting.map(template => ({ value: template.id, title: template.title, words: template.body }))}
        onChoose={choice => void insert(choice.value)}
        empty={list.isPending ? 'Reading the templates…' : 'No template fits. Supervisors write them in the settings.'}
      />
    </DialogFrame>
  );
}

export function MacroDialog({ ticket, onClose }: Props) {
  const client = useQueryClient();
  const draft = useDraftKey(ticket.id);
  const list = useQuery({ queryKey: macrosKey(ticket.departmentId), queryFn: () => readMacros(ticket.departmentId) });
  const [busy, setBusy] = useState(false);
  const fitting = (list.data ?? []).filter(macro => macro.kind === null || macro.kind === ticket.kind);
  const run = async (macro: Macro): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const now = await runMacro(ticket.id, macro.id, { version: ticket.version, intent: newIntent() });
      onClose();
      showTicket(client, now, true);
      if (macro.steps.reply !== null) lay(draft, now, (await renderTemplate(ticket.id, macro.steps.reply)).text);
      say(`${macro.title}: done.`);
    } catch (error) {
      sayProblem(error);
      setBusy(false);
    }
  };
  return (
    <DialogFrame title="Run a macro" onClose={onClose}>
      <ChoiceList
        key={list.status}
        label="Macros"
        filter="Which macro?"
        choices={fitting.map(macro => ({ value: macro, title: macro.title, hint: stepWords(macro) }))}
        onChoose={choice => void run(choice.value)}
        empty={list.isPending ? 'Reading the macros…' : 'No macro fits. Supervisors write them in the settings.'}
      />
    </DialogFrame>
  );
}

/** `reply, note, 2 ticks, done` */
function stepWords({ steps }: Macro): string {
  const fields = Object.keys(steps.fields).length;
  return [
    steps.reply !== null && 'reply',
    steps.note && 'note',
    fields > 0 && `${fields} ${fields === 1 ? 'field' : 'fields'}`,
    steps.tick.length > 0 && `${steps.tick.length} ${steps.tick.length === 1 ? 'tick' : 'ticks'}`,
    steps.then.state !== 'keep' && steps.then.state,
  ]
    .filter(Boolean)
    .join(', ');
}
