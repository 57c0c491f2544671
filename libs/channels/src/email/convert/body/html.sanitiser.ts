// Mail HTML to HTML that is safe to show. Guarantees: no script, no form, no style sheet, no frame; nothing is loaded from
// elsewhere (remote pictures wait in `data-remote-src`, `cid:` stays); bounded in elements, links and depth, before the cost
// of a hostile shape is paid.
import sanitizeHtml from 'sanitize-html';
import { type ConvertLimits, LimitExceeded } from '../convert.limits.js';
import { EVERYWHERE, OF_ONE_TAG, TAGS, WITHOUT_TEXT } from './html.allowlist.js';
import { safeStyle } from './style.filter.js';

/** What the elements of one mail have used up so far. */
export interface HtmlBudget {
  elements: number;
  links: number;
}

/**
 * Safe HTML, or null where there are more elements than are worth showing (the caller keeps the original as an attachment).
 * @throws LimitExceeded `mail.too-many-links`, `mail.html-too-deep`
 */
export function sanitiseHtml(html: string, limits: ConvertLimits, budget: HtmlBudget): string | null {
  if (html.length > limits.htmlCharacters) return withoutHtml(html, limits);
  let depth = 0;
  try {
    return sanitizeHtml(html, {
      ...OPTIONS,
      onOpenTag: name => {
        depth++;
        if (depth > limits.htmlDepth) {
          throw new LimitExceeded('mail.html-too-deep', `The HTML is nested more than ${limits.htmlDepth} deep.`);
        }
        if (++budget.elements > limits.htmlElements) throw new TooManyElements();
        if (name === 'a' && ++budget.links > limits.links) {
          throw tooManyLinks(limits);
        }
      },
      onCloseTag: () => {
        depth--;
      },
    }).trim();
  } catch (error) {
    if (error instanceof TooManyElements) return withoutHtml(html, limits);
    throw error;
  }
}

class TooManyElements extends Error {}

function tooManyLinks(limits: ConvertLimits): LimitExceeded {
  return new LimitExceeded('mail.too-many-links', `The mail has more than ${limits.links} links.`);
}

/** Too much to show; the bound on links holds all the same. */
function withoutHtml(html: string, limits: ConvertLimits): null {
  let links = 0;
  for (const _ of html.matchAll(/<a[\s>]/gi)) if (++links > limits.links) throw tooManyLinks(limits);
  return null;
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  nonTextTags: WITHOUT_TEXT,
  disallowedTagsMode: 'discard',
  allowedAttributes: {
    '*': EVERYWHERE,
    ...OF_ONE_TAG,
  },
  // The style attribute is filtered by our own list, which is one pass without a CSS parser.
  parseStyleAttributes: false,
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  transformTags: {
    '*': (tagName, attributes) => {
      const kept = { ...attributes };
      if (kept.style !== undefined) {
        const style = safeStyle(kept.style);
        if (style) kept.style = style;
        else delete kept.style;
      }
      if (tagName === 'a') linkAttributes(kept);
      if (tagName === 'img') pictureAttributes(kept);
      return { tagName, attribs: kept };
    },
  },
};

/** Outside links open apart and tell nothing about us; a relative link would point into our own pages. */
function linkAttributes(attributes: Record<string, string>): void {
  const href = (attributes.href ?? '').trim();
  if (/^(?:https?:\/\/|mailto:|tel:|sms:)/i.test(href)) {
    attributes.href = href;
    attributes.target = '_blank';
    attributes.rel = 'noopener noreferrer nofollow';
    return;
  }
  delete attributes.href;
  delete attributes.target;
  delete attributes.rel;
}

/** Only the mail's own pictures are shown by themselves. */
function pictureAttributes(attributes: Record<string, string>): void {
  const source = (attributes.src ?? '').replace(/[\x00-\x20]+/g, match => (match.includes(' ') ? ' ' : '')).trim();
  // The sender must not set what we set.
  delete attributes['data-remote-src'];
  delete attributes.src;
  if (/^cid:/i.test(source)) attributes.src = `cid:${source.slice(4).trim()}`;
  else if (/^data:image\/(?:png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]+$/i.test(source)) attributes.src = source;
  else if (/^https?:\/\//i.test(source)) attributes['data-remote-src'] = source;
  else if (source.startsWith('//')) attributes['data-remote-src'] = `https:${source}`;
}
