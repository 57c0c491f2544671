// The look of the hosted page: a slip of paper on a steel rail, by day and by night. One text, so that its hash can stand in the Content-Security-Policy.
import { createHash } from 'node:crypto';

export const LOOK = `
:root{color-scheme:light dark;--room:#e9ecef;--steel:#c3cad1;--steel-light:#f4f6f7;--steel-dark:#8f99a3;--clip:#87929c;--paper:#fffdf8;--line:#e6e0d3;
--field:#fff;--edge:#7d878f;--ink:#1b2024;--ink-2:#444c54;--accent:#0f5b70;--accent-hover:#0b4858;--accent-ink:#fff;--late:#b3261e;--late-text:#98160f;
--late-soft:#fbe6e2;--good:#2f7d4d;--lift:0 1px 2px rgb(27 32 36/10%),0 6px 16px rgb(27 32 36/14%)}
@media (prefers-color-scheme:dark){:root{--room:#14171a;--steel:#3d454c;--steel-light:#59626b;--steel-dark:#20262b;--clip:#6a747d;--paper:#1e2124;--line:#33363a;
--field:#16191c;--edge:#7a838a;--ink:#ece7dd;--ink-2:#c0bbb1;--accent:#6cbfd4;--accent-hover:#8ad0e2;--accent-ink:#06222a;--late:#f0665a;--late-text:#ff9c91;
--late-soft:#3d1f1c;--good:#5cb681;--lift:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--room);color:var(--ink);font:15px/22px "Inter Variable",Inter,system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif}
.rail{height:16px;background:linear-gradient(var(--steel-light),var(--steel) 45%,var(--steel-dark))}
main{position:relative;max-width:600px;margin:0 auto 48px;padding:40px 40px 32px;background:var(--paper);border-radius:0 0 6px 6px;box-shadow:var(--lift)}
main::before{content:"";position:absolute;top:-8px;left:50%;width:64px;height:24px;margin-left:-32px;border-radius:6px;background:var(--clip)}
h1{margin:0 0 8px;font-size:24px;line-height:32px;letter-spacing:-.01em;overflow-wrap:anywhere}
p{margin:0 0 12px}
.intro{color:var(--ink-2);white-space:pre-line;overflow-wrap:anywhere}
.field{margin:20px 0 0;padding:0;border:0;min-width:0}
label,legend{display:block;padding:0;font-weight:600}
.box label{display:inline;font-weight:400}
.optional{font-weight:400;color:var(--ink-2)}
.help{color:var(--ink-2);font-size:13px;line-height:20px;overflow-wrap:anywhere}
.wrong{margin:4px 0 0;color:var(--late-text);font-size:13px;line-height:20px;font-weight:600;overflow-wrap:anywhere}
.wrong::before{content:"! ";font-weight:800}
input:not([type=checkbox]):not([type=file]),select,textarea{width:100%;min-height:44px;margin-top:4px;padding:10px 12px;border:1px solid var(--edge);border-radius:6px;background:var(--field);color:var(--ink);font:inherit;font-size:16px}
textarea{min-height:132px;resize:vertical}
textarea.few{min-height:88px}
input[type=file]{display:block;width:100%;margin-top:8px;padding:8px 0;font:inherit}
input[type=checkbox]{width:20px;height:20px;margin:0 8px 0 0;vertical-align:-4px;accent-color:var(--accent)}
.box{min-height:44px;padding-top:10px}
[aria-invalid=true]{border-color:var(--late)!important;outline:1px solid var(--late)}
.with-unit{position:relative}
.with-unit input{padding-right:84px!important;font-variant-numeric:tabular-nums}
.unit{position:absolute;right:12px;bottom:11px;max-width:68px;overflow:hidden;color:var(--ink-2);white-space:nowrap}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.faults{margin:16px 0;padding:12px 16px;border-left:4px solid var(--late);border-radius:0 6px 6px 0;background:var(--late-soft)}
.faults h2{margin:0;font-size:15px;line-height:22px}
.faults ul{margin:4px 0 0;padding-left:20px}
.faults a{color:var(--late-text)}
button{min-height:48px;margin-top:28px;padding:12px 28px;border:0;border-radius:6px;background:var(--accent);color:var(--accent-ink);font:inherit;font-size:16px;font-weight:600;cursor:pointer}
button:hover{background:var(--accent-hover)}
.unseen{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}
.reference{margin:20px 0;padding:16px 0;border-block:1px solid var(--line)}
.reference strong{display:block;font:600 28px/40px "JetBrains Mono Variable",ui-monospace,"SFMono-Regular","DejaVu Sans Mono",monospace;letter-spacing:.02em}
.thanks{white-space:pre-line;overflow-wrap:anywhere}
a{color:var(--accent)}
@media (max-width:639px){main{padding:36px 16px 24px;margin-bottom:0;min-height:calc(100vh - 16px);border-radius:0}button{width:100%}}
`;

export const LOOK_HASH = createHash('sha256').update(LOOK).digest('base64');
