// The pages at the end: it has come, under this reference; or it has not, and why. Pure.

import type { FormProblem } from '../form.fault.js';
import type { OpenForm } from '../open.form.js';
import { html } from './html.js';
import { pageFrame } from './page.frame.js';

export function sentPage(open: OpenForm, reference: string): string {
  return pageFrame(
    `Sent: ${open.title}`,
    html`<h1>Thank you. It has come.</h1>
${open.settings.thanks !== '' && html`<p class="thanks" dir="auto">${open.settings.thanks}</p>`}
<p class="reference">Your reference<strong>${reference}</strong></p>
<p>Keep it: it finds your message when you ask about it.</p>
<p><a href="/forms/${open.key}">Write another one</a></p>`,
  );
}

export function problemPage({ title, detail }: Pick<FormProblem, 'title' | 'detail'>, open: OpenForm | null): string {
  return pageFrame(
    title,
    html`<h1>${title}</h1>
<p role="alert">${detail ?? 'The server could not do that. Nothing was taken. Try again in a moment.'}</p>
${open && html`<p><a href="/forms/${open.key}">To the form</a></p>`}`,
  );
}
