// Attachments by type: which papers a kind asks for, and whether they are there. Pure.
import type { FieldFault } from './fields.js';
import type { AttachmentRule } from './kind.js';

/** `files`: each with the rule that it is meant to fulfil, null where it is just enclosed. Faults stand at /attachments/<key>. */
export function checkAttachments(
  rules: readonly AttachmentRule[],
  files: readonly { filename: string; rule: string | null }[],
): FieldFault[] {
  return rules.flatMap(rule => {
    const pointer = `/attachments/${rule.key}`;
    const mine = files.filter(file => file.rule === rule.key);
    if (mine.length === 0) return rule.required ? [{ pointer, detail: `${rule.title} is missing` }] : [];
    const wrong = mine.filter(file => !fits(rule, file.filename));
    return wrong.length === 0
      ? []
      : [{ pointer, detail: `${rule.title} must be ${rule.endings.map(ending => ending.toUpperCase()).join(', ')}` }];
  });
}

function fits(rule: AttachmentRule, filename: string): boolean {
  if (rule.endings.length === 0) return true;
  const ending = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase();
  return ending !== undefined && rule.endings.includes(ending);
}
