import { describe, expect, it } from '@jest/globals';
import {
  frameDocument,
  framePolicy,
  hasOwnColours,
  isBeacon,
  isRich,
  linkTarget,
  pictureSource,
  reachesOut,
  remotePicture,
} from './mail-safety.js';

const attachments = [
  { id: 7, contentId: 'logo@pump' },
  { id: 8, contentId: null },
];

describe('pictures in a mail', () => {
  it('shows a picture that came with the mail, however its id is written', () => {
    for (const src of ['cid:logo@pump', 'CID:<logo@pump>', 'cid:logo%40pump'])
      expect(pictureSource(src, attachments)).toBe('/api/v1/attachments/7');
  });

  it('shows nothing for an id that no attachment has', () => {
    expect(pictureSource('cid:other', attachments)).toBeNull();
    expect(pictureSource('cid:%E0%A4%A', attachments)).toBeNull();
  });

  it('takes small pictures written into the mail, but no SVG and no HTML', () => {
    expect(pictureSource('data:image/png;base64,iVBORw0KGgo=', [])).not.toBeNull();
    expect(pictureSource('data:image/svg+xml;base64,PHN2Zz4=', [])).toBeNull();
    expect(pictureSource('data:text/html;base64,PHA+', [])).toBeNull();
  });

  it('asks no other server by itself', () => {
    for (const src of [
      'https://tracker.example/p.gif',
      'http://tracker.example/p.gif',
      '//tracker.example/p.gif',
      '/api/v1/session',
      '/api/v1/attachments/1/../../session',
    ])
      expect(pictureSource(src, attachments)).toBeNull();
    expect(framePolicy('https://rail.example', false)).not.toContain('https:;');
    expect(framePolicy('https://rail.example', false)).toContain("default-src 'none'");
  });

  it('fetches remote pictures by https only, once asked', () => {
    expect(remotePicture('https://cdn.example/a.png')).toBe('https://cdn.example/a.png');
    expect(remotePicture('http://cdn.example/a.png')).toBeNull();
    expect(remotePicture('javascript:alert(1)')).toBeNull();
    expect(framePolicy('https://rail.example', true)).toContain(' https:;');
  });
});

describe('pictures nobody sees', () => {
  it('are told from real ones by their size', () => {
    expect(isBeacon('1', '1')).toBe(true);
    expect(isBeacon('600', '0')).toBe(true);
    expect(isBeacon(null, '2px')).toBe(true);
    expect(isBeacon('120', '40')).toBe(false);
    expect(isBeacon(null, null)).toBe(false);
    expect(isBeacon('100%', null)).toBe(false);
  });
});

describe('styles in a mail', () => {
  it('may colour and space, but not fetch', () => {
    expect(reachesOut('color:#333;margin:0 4px')).toBe(false);
    for (const style of [
      'background:url(https://x.example/a)',
      'background:URL (x)',
      'background:\\75rl(x)',
      'background:image-set("x" 1x)',
    ])
      expect(reachesOut(style)).toBe(true);
  });
});

describe('links in a mail', () => {
  it('go to the web, to mail and to the phone', () => {
    for (const href of ['https://example.com', 'http://example.com', 'mailto:a@example.com', 'tel:+49401234'])
      expect(linkTarget(href)).toBe(href);
  });

  it('never run anything', () => {
    for (const href of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '/relative',
    ])
      expect(linkTarget(href)).toBeNull();
  });
});

describe('the frame', () => {
  it('carries its policy in the document itself', () => {
    const html = frameDocument(
      '<p>Hi</p>',
      { ink: '#000', paper: '#fff', link: '#00f', dark: false, font: '/assets/inter.woff2' },
      'https://rail.example',
      false,
    );
    expect(html).toContain('http-equiv="Content-Security-Policy"');
    expect(html).toContain('<p>Hi</p>');
    expect(html).not.toContain('<script');
  });

  it('knows mails that bring colours and more than text', () => {
    expect(hasOwnColours('<td bgcolor="#fff">')).toBe(true);
    expect(hasOwnColours('<p style="color:#333">')).toBe(true);
    expect(hasOwnColours('<p>plain</p>')).toBe(false);
    expect(isRich('<table><tr>')).toBe(true);
    expect(isRich('<p>Hello</p>')).toBe(false);
  });
});
