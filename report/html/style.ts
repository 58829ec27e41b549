/** The page's style: light, dark and print, without anything from outside. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1c2430; --muted: #5d6b7e; --line: #dfe4ea;
  --accent: #4c7dd9; --accent-strong: #1f4fa8; --accent-soft: #c9d9f5;
  --good: #1a7f4b; --warn: #9a6200; --bad: #c02b37;
  --good-soft: #e3f4ea; --warn-soft: #fdf1d9; --bad-soft: #fce8e9; --dim-soft: #eceff3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2028; --text: #e3e8ef; --muted: #98a5b6; --line: #303946;
    --accent: #6d9bf0; --accent-strong: #a5c3ff; --accent-soft: #2f466f;
    --good: #5fcf95; --warn: #e8b453; --bad: #ff8087;
    --good-soft: #17342a; --warn-soft: #382d16; --bad-soft: #3d2025; --dim-soft: #262e39;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 0 0 0.9rem; letter-spacing: -0.005em; }
h3 { font-size: 0.98rem; margin: 1.4rem 0 0.5rem; }
p { margin: 0.4rem 0; }
code, .code { font: 0.87em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
header.top { border-radius: 14px; padding: 1.4rem 1.5rem; background: var(--card); border: 1px solid var(--line); border-top: 6px solid var(--tone); }
header.top .row { display: flex; flex-wrap: wrap; gap: 0.6rem 1.4rem; align-items: center; justify-content: space-between; }
header.top .subtitle { color: var(--muted); margin: 0.15rem 0 0; overflow-wrap: anywhere; }
header.top .summary { margin: 0.9rem 0 0; font-size: 1.05rem; }
.stamp { font-weight: 750; font-size: 1.25rem; letter-spacing: 0.03em; padding: 0.3rem 0.95rem; border-radius: 999px; color: var(--tone); background: var(--tone-soft); white-space: nowrap; }
.good { --tone: var(--good); --tone-soft: var(--good-soft); }
.warn { --tone: var(--warn); --tone-soft: var(--warn-soft); }
.bad { --tone: var(--bad); --tone-soft: var(--bad-soft); }
.dim { --tone: var(--muted); --tone-soft: var(--dim-soft); }
.mark { margin: 0 0 0.7rem; padding: 0.65rem 1rem; border-radius: 10px; font-weight: 650; color: var(--warn); background: var(--warn-soft); border: 1px dashed var(--warn); }
nav { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: 0.35rem; }
nav a { font-size: 0.85rem; color: var(--muted); text-decoration: none; padding: 0.2rem 0.65rem; border: 1px solid var(--line); border-radius: 999px; background: var(--card); }
nav a:hover, nav a:focus-visible { color: var(--text); border-color: var(--accent); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem 1.5rem; margin: 0 0 1rem; }
.table { overflow-x: auto; margin: 0.9rem 0; }
table { border-collapse: collapse; min-width: min(100%, 32rem); font-size: 0.92rem; }
caption { text-align: left; color: var(--muted); font-size: 0.85rem; padding-bottom: 0.3rem; }
th { text-align: left; font-weight: 600; color: var(--muted); font-size: 0.82rem; }
th, td { padding: 0.36rem 0.9rem 0.36rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
tbody tr:last-child td { border-bottom: 0; }
.numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.tone, dd.tone { color: var(--tone); }
dl { margin: 0.8rem 0; }
dl > div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1.2rem; padding: 0.15rem 0; }
dl.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.7rem; }
dl.tiles > div { display: block; border: 1px solid var(--line); border-radius: 10px; padding: 0.6rem 0.85rem; }
dl.tiles dt { font-size: 0.82rem; }
dl.tiles dd { font-size: 1.18rem; font-weight: 650; line-height: 1.3; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.notice { border-left: 4px solid var(--tone); background: var(--tone-soft); border-radius: 0 8px 8px 0; padding: 0.5rem 0.9rem; margin: 0.8rem 0; overflow-wrap: anywhere; }
figure { margin: 1rem 0 0.4rem; }
figcaption { font-weight: 600; font-size: 0.95rem; margin-bottom: 0.3rem; }
figure svg { width: 100%; height: auto; max-width: 54rem; font-family: inherit; display: block; }
.check { border-top: 1px solid var(--line); padding: 0.75rem 0 0.55rem; }
.check .line { display: flex; gap: 0.75rem; align-items: baseline; }
.check .what { flex: 1; min-width: 0; }
.check .title { font-weight: 600; }
.check .reason { color: var(--muted); overflow-wrap: anywhere; }
.check .time { color: var(--muted); font-size: 0.83rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pill { flex: none; min-width: 5.4rem; text-align: center; font-size: 0.78rem; font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--tone); background: var(--tone-soft); border-radius: 999px; padding: 0.1rem 0.6rem; }
.retries { color: var(--warn); font-size: 0.88rem; margin: 0.2rem 0 0 6.15rem; }
.inside { margin-left: 6.15rem; }
details { margin-top: 0.3rem; }
summary { cursor: pointer; color: var(--accent-strong); font-size: 0.86rem; width: fit-content; }
pre { background: var(--page); border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 0.8rem; margin: 0.45rem 0; font: 0.81rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto; }
.evidence h4 { font-size: 0.85rem; margin: 0.7rem 0 0.2rem; color: var(--muted); font-weight: 600; overflow-wrap: anywhere; }
ul.checklist { list-style: none; padding: 0; margin: 0.6rem 0; }
ul.checklist li { display: flex; gap: 0.65rem; padding: 0.22rem 0; }
ul.checklist .box { flex: none; width: 1.2rem; text-align: center; font-weight: 700; color: var(--tone); }
ul.checklist .why { color: var(--muted); }
ul.checklist li > span:last-child { min-width: 0; overflow-wrap: anywhere; }
footer { color: var(--muted); font-size: 0.85rem; text-align: center; margin-top: 2rem; }
@media (max-width: 40rem) {
  main { padding: 0.75rem 0.6rem 3rem; }
  header.top, section { padding: 1rem; border-radius: 10px; }
  dl > div { grid-template-columns: 1fr; padding: 0 0 0.5rem; }
  dl.tiles { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
  .check .line { flex-wrap: wrap; }
  .check .what { flex-basis: 100%; order: 3; }
  .inside, .retries { margin-left: 0; }
  figure { overflow-x: auto; }
  figure svg { min-width: 34rem; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --text: #000; --muted: #4a5562; --line: #c9d0d8;
    --accent: #4c7dd9; --accent-strong: #1f4fa8; --accent-soft: #c9d9f5;
    --good: #1a7f4b; --warn: #9a6200; --bad: #c02b37;
    --good-soft: #eef8f2; --warn-soft: #fdf6e8; --bad-soft: #fdf0f1; --dim-soft: #f1f3f5;
  }
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  nav, details { display: none; }
  section, header.top { border-radius: 0; padding: 0.6rem 0 0; border-width: 0; border-top: 1px solid var(--line); margin-bottom: 1rem; }
  header.top { border-top: 6px solid var(--tone); }
  figure, .check, tr, li, .notice { break-inside: avoid; }
  h2, figcaption, caption { break-after: avoid; }
  .table { overflow: visible; }
}
`;
