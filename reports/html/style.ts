import { Markup } from "../markup.ts";

/** The page's only style sheet. Light by default, dark where the reader's system is; prints black on white. */
export const style = new Markup(`:root {
  --page: #fbfbfa; --card: #ffffff; --ink: #1c2024; --quiet: #5f6872; --line: #dcdfe3; --code: #f3f4f6;
  --link: #0b5cad; --good: #17703a; --bad: #b3261e; --unsure: #8a5a00; --info: #3b5b8c; --mark: #ffe9a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --card: #1b1f23; --ink: #e4e7ea; --quiet: #9aa4ae; --line: #333a41; --code: #23282d;
    --link: #7db7f5; --good: #66c08a; --bad: #f2877f; --unsure: #e0b050; --info: #93b4e6; --mark: #5c4a12;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: .15em; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .85em; }
h1 { margin: 0 0 1rem; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 3rem 0 .75rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); font-size: 1.3rem; }
h3 { margin: 0 0 .5rem; font-size: 1.08rem; line-height: 1.4; }
h4 { margin: 1rem 0 .4rem; font-size: .9rem; }
h5 { margin: 0 0 .35rem; font-size: .85rem; }
dl, dd { margin: 0; }
dt { color: var(--quiet); font-size: .8rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); font-weight: normal; }
.kind { margin: 0; color: var(--quiet); font-size: .9rem; }
.lead { margin: 0 0 1rem; color: var(--quiet); }
.count { color: var(--quiet); font-weight: normal; }
.verdict {
  margin: 0 0 1.25rem; padding: .8rem 1rem; background: var(--card); border: 1px solid var(--line);
  border-left: .35rem solid var(--unsure); border-radius: .3rem; font-size: 1.1rem;
}
.verdict strong { color: var(--unsure); }
.verdict.good { border-left-color: var(--good); }
.verdict.good strong { color: var(--good); }
.verdict.bad { border-left-color: var(--bad); }
.verdict.bad strong { color: var(--bad); }
.verdict .code { color: var(--quiet); font-size: .85rem; white-space: nowrap; }
dl.head { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
dl.account { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 1px; margin: 1.25rem 0; border: 1px solid var(--line); border-radius: .3rem; overflow: hidden; background: var(--card); }
dl.account div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .6rem .8rem; box-shadow: 0 0 0 1px var(--line); }
dl.account dd { font-size: 1.5rem; font-variant-numeric: tabular-nums; line-height: 1.2; }
dl.account .passed dd { color: var(--good); }
dl.account .diverged dd, dl.account .errored dd { color: var(--bad); }
dl.account .known dd, dl.account .couldNotRun dd, dl.account .cut dd { color: var(--unsure); }
dl.account .none dd { color: var(--quiet); }
.coverage { margin: 0 0 .4rem; }
progress { width: 100%; height: .5rem; border: 0; border-radius: .25rem; background: var(--line); accent-color: var(--good); appearance: none; overflow: hidden; }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--good); }
progress::-moz-progress-bar { background: var(--good); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
nav li { color: var(--quiet); }
article { margin: 0 0 1.5rem; padding: 1.1rem 1.2rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-top: .2rem solid var(--info); border-radius: .3rem; }
article.violation { border-top-color: var(--bad); }
article.deviation { border-top-color: var(--unsure); }
.tags { display: flex; flex-wrap: wrap; gap: .25rem .9rem; margin: 0 0 .9rem; padding: 0; list-style: none; color: var(--quiet); font-size: .88rem; }
.tags .class { color: var(--info); font-weight: 600; }
.violation .tags .class { color: var(--bad); }
.deviation .tags .class { color: var(--unsure); }
.tags .mark { color: var(--unsure); font-weight: 600; }
dl.comparison { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; margin: 0 0 .9rem; }
dl.comparison div { padding: .5rem .8rem; background: var(--code); border-left: .2rem solid var(--good); }
dl.comparison .actual { border-left-color: var(--bad); }
dl.facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .2rem .75rem; margin: 0 0 1rem; font-size: .92rem; }
dl.facts div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); }
dl.facts div:first-child, dl.facts div:nth-child(2) { grid-column: 1 / -1; }
dl.facts dt { padding-top: .1rem; }
dl.facts code { font-size: .9em; }
dl.facts ul { margin: 0; padding: 0; list-style: none; }
.exchange { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; margin: 0 0 .75rem; }
pre { margin: 0; padding: .6rem .8rem; background: var(--code); border-radius: .2rem; line-height: 1.5; overflow-x: auto; overflow-wrap: normal; scrollbar-width: thin; scrollbar-color: var(--quiet) transparent; }
pre.head { border-radius: .2rem .2rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.body { max-height: 30rem; margin-top: 1px; border-radius: 0 0 .2rem .2rem; overflow: auto; }
pre.body.text { white-space: pre-wrap; overflow-wrap: anywhere; }
div.command { position: relative; margin-bottom: .4rem; }
div.command pre { padding-right: 5rem; }
button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: .25rem; padding: .25rem .6rem; }
button { cursor: pointer; }
button.copy { position: absolute; top: .3rem; right: .3rem; font-size: .8rem; padding: .1rem .5rem; }
#filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: 2rem 0 0; padding: .7rem 0; background: var(--page); border-bottom: 1px solid var(--line); font-size: .9rem; }
#filters[hidden], section[hidden], article[hidden], button[hidden] { display: none; }
#filters input { width: 16rem; max-width: 60vw; }
#filters .keys { flex-basis: 100%; margin: 0; font-size: .8rem; }
#filters output { color: var(--quiet); }
kbd { padding: 0 .3rem; border: 1px solid var(--line); border-radius: .2rem; font-size: .85em; }
article { content-visibility: auto; contain-intrinsic-size: auto 40rem; scroll-margin-top: 7rem; }
table.matrix { width: auto; min-width: 60%; }
table.matrix td { min-width: 6.5rem; padding-right: 1rem; }
table.matrix th[scope=row] .quiet { display: block; font-size: .85rem; }
table.matrix .numbers { font-size: .82rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.matrix .bad strong { color: var(--bad); }
svg.bar { display: block; width: 100%; height: .5rem; border-radius: .15rem; }
rect.kept { fill: var(--good); }
rect.diverging { fill: var(--bad); }
rect.open { fill: var(--line); }
.swatch { display: inline-block; width: .8rem; height: .8rem; margin-left: .6rem; border-radius: .15rem; vertical-align: -.05rem; }
.swatch.kept { margin-left: 0; background: var(--good); }
.swatch.diverging { background: var(--bad); }
.swatch.open { background: var(--line); }
svg.plot { display: block; max-width: 100%; }
svg.plot .axis { stroke: var(--line); }
svg.plot .range { stroke: var(--info); stroke-width: 3; }
svg.plot .tick, svg.plot .end { stroke: var(--info); stroke-width: 2; }
svg.plot .median { fill: var(--info); }
.exchange p { margin: 0; padding: .4rem .8rem; background: var(--code); font-size: .85rem; }
.exchange p + p, .exchange pre + p { margin-top: 1px; }
.exchange .name { color: var(--quiet); }
mark { display: inline-block; min-width: 100%; background: var(--mark); color: inherit; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; }
details[open] > summary { margin-bottom: .5rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
caption { padding: 0 0 .5rem; color: var(--quiet); text-align: left; }
th, td { padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-size: .8rem; font-weight: normal; white-space: nowrap; }
tbody th { font-weight: normal; }
td, th.text { min-width: 7rem; }
.short, .number { min-width: 0; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td ul, th ul { margin: 0; padding-left: 1.1rem; }
ul.plain { padding: 0; list-style: none; }
.state { font-weight: 600; color: var(--quiet); }
.state.passed, .state.observed { color: var(--good); }
.state.diverging, .state.errored, .state.contradictory { color: var(--bad); }
.state.known, .state.notExercised, .state.undecided, .state.couldNotRun, .state.cut { color: var(--unsure); }
:target { scroll-margin-top: 1rem; }
span:target { background: var(--mark); }
footer { margin-top: 3rem; color: var(--quiet); font-size: .85rem; }
@media screen and (max-width: 48rem) {
  #filters { position: static; }
  body { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.35rem; }
  .exchange, dl.comparison, dl.facts { grid-template-columns: minmax(0, 1fr); }
  dl.facts div { grid-template-columns: minmax(0, 1fr); }
  article { padding: .9rem; }
  table, caption, tbody, tbody tr, tbody th, tbody td { display: block; }
  thead { position: absolute; left: -100rem; }
  tbody tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  tbody th, tbody td { padding: .1rem 0; border: 0; text-align: left; white-space: normal; }
  tbody td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); }
  tbody td:empty { display: none; }
  tbody td::before { content: attr(data-label); color: var(--quiet); font-size: .8rem; }
}
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --code: #f6f6f6; --link: #000; --good: #17703a; --bad: #b3261e; --unsure: #8a5a00; --info: #3b5b8c; --mark: #ffe9a8; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip, #filters, button.copy { display: none !important; }
  article { content-visibility: visible; }
  svg, .swatch { print-color-adjust: exact; }
  article { border-radius: 0; }
  h2, h3, dl.comparison { break-after: avoid; }
  tr, dl.comparison div { break-inside: avoid; }
  pre, pre.body { max-height: none; overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll { overflow: visible; }
  .exchange { grid-template-columns: minmax(0, 1fr); }
}
`);
