// The second cleaning of a mail's HTML (the first was at ingestion), in the reader's browser, by the rules of `mail-safety`.
import DOMPurify from 'dompurify';
import type { Attachment } from '#api';
import { isBeacon, linkTarget, pictureSource, reachesOut, remotePicture } from './mail-safety.js';

const RULES = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'option',
    'video',
    'audio',
    'source',
    'track',
    'dialog',
    'template',
    'noscript',
  ],
  FORBID_ATTR: [
    'srcset',
    'ping',
    'background',
    'usemap',
    'ismap',
    'autofocus',
    'tabindex',
    'accesskey',
    'id',
    'name',
    'target',
    'popover',
  ],
  ALLOW_DATA_ATTR: false,
  ADD_ATTR: ['data-remote-src'],
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ADD_URI_SAFE_ATTR: ['data-remote-src'],
  RETURN_DOM_FRAGMENT: true,
} as const;

export type PureMail = { html: string; heldPictures: number };

/** Answers clean HTML. `remote`: pictures that were held back are let in. Pictures too small to be seen only report home: they go. */
export function purifyMail(html: string, attachments: Attachment[], remote: boolean): PureMail {
  let heldPictures = 0;
  const tree = DOMPurify.sanitize(html, {
    ...RULES,
    FORBID_TAGS: [...RULES.FORBID_TAGS],
    FORBID_ATTR: [...RULES.FORBID_ATTR],
    ADD_ATTR: [...RULES.ADD_ATTR],
    ADD_URI_SAFE_ATTR: [...RULES.ADD_URI_SAFE_ATTR],
  });
  for (const picture of tree.querySelectorAll('img')) {
    const held = picture.getAttribute('data-remote-src');
    if (isBeacon(picture.getAttribute('width'), picture.getAttribute('height'))) {
      picture.remove();
      continue;
    }
    const source =
      pictureSource(picture.getAttribute('src') ?? '', attachments) ?? (remote && held ? remotePicture(held) : null);
    picture.removeAttribute('src');
    if (source) {
      picture.setAttribute('src', source);
      picture.removeAttribute('data-remote-src');
    } else if (held) {
      if (remotePicture(held)) heldPictures += 1;
      picture.replaceWith(placeOf(picture));
      continue;
    }
    if (!picture.hasAttribute('alt')) picture.setAttribute('alt', '');
    picture.setAttribute('referrerpolicy', 'no-referrer');
  }
  for (const link of tree.querySelectorAll('a, area')) {
    const target = linkTarget(link.getAttribute('href') ?? '');
    if (!target) link.removeAttribute('href');
    else {
      link.setAttribute('href', target);
      link.setAttribute('target', '_blank');
      link.setAttribute('rel', 'noopener noreferrer');
    }
  }
  for (const element of tree.querySelectorAll('[style]'))
    if (reachesOut(element.getAttribute('style') ?? '')) element.removeAttribute('style');
  // The document of the fragment is inert: nothing is fetched while the tree is written out.
  const holder = (tree.ownerDocument ?? document).createElement('div');
  holder.append(tree);
  return { html: holder.innerHTML, heldPictures };
}

/** An empty frame of the picture's size with its words, where the browser would show a broken picture. */
function placeOf(picture: Element): Element {
  const place = picture.ownerDocument.createElement('span');
  place.className = 'held-picture';
  place.textContent = picture.getAttribute('alt')?.trim() || 'Picture';
  const size = (name: 'width' | 'height'): string =>
    /^\s*\d{1,4}(px)?\s*$/.test(picture.getAttribute(name) ?? '')
      ? `${name}:${Number.parseInt(picture.getAttribute(name) ?? '', 10)}px`
      : '';
  place.setAttribute('style', [size('width'), size('height')].filter(Boolean).join(';'));
  return place;
}
