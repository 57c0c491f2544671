// What every hosted page has: its head, the rail above, and headers that let nothing run and nothing in.

import { LOOK, LOOK_HASH } from './form.look.js';
import { Html, html } from './html.js';

export function pageFrame(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(LOOK)}</style>
</head>
<body>
<div class="rail" aria-hidden="true"></div>
<main>
${body}
</main>
</body>
</html>
`.markup;
}

/** Of an answer that is no page, with none of its own that would say otherwise. */
export const answerHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** @param leadsTo origins that a form on the page may lead on to: a browser holds a redirect against `form-action` as well */
export function pageHeaders(leadsTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${LOOK_HASH}'`,
    `form-action 'self'${leadsTo.map(origin => ` ${origin}`).join('')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    ...answerHeaders,
    'content-security-policy': policy.join('; '),
  };
}
