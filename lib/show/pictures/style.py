"""The style sheet of all pictures. `--u` is one hundredth of the picture's height, less in a narrow one.

No text is smaller than `--small`, 3.2 % of the height. A red background with gold titles is customary in the hall.
"""

FACE = '"Source Sans", "Source Sans 3", "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif'
"""The font stack of the theme, for everything on the screen."""
_STYLE = """
.hall { container-type: size; position: relative; width: 100%; height: 100%; overflow: hidden; background: #7d0f14; }
.hall * { box-sizing: border-box; margin: 0; padding: 0; unicode-bidi: isolate; }
.pic {
  --u: min(1cqh, .6cqw); --small: 3.2cqh; --gold: #ffd766; --ivory: #fff7e3; --soft: #f3d9b4;
  position: absolute; inset: 0; display: flex; flex-direction: column; padding: 5.5cqh 5cqw 3.4cqh;
  background: radial-gradient(120% 120% at 50% 20%, #9a1a1f 0%, #7d0f14 55%, #5f0a0f 100%);
  color: var(--ivory); line-height: 1.25; text-align: left;
  font-family: @FACE@;
  font-size: max(var(--small), calc(4.1 * var(--u))); font-weight: 400; letter-spacing: 0;
  overflow-wrap: break-word;
}
.pic .frame { position: absolute; inset: 2cqh 2cqw; border: .25cqh solid #ffd76655; pointer-events: none; }
.pic header { flex: none; text-align: center; display: flex; flex-direction: column; justify-content: flex-end;
  min-height: calc(1.25 * max(var(--small), 3.4 * var(--u)) + 7 * var(--u)); }
.pic .kicker { font-size: max(var(--small), calc(3.4 * var(--u))); color: var(--soft); text-align: center; }
.pic h1 {
  color: var(--gold); font-size: calc(6 * var(--u)); font-weight: 700; line-height: 1.16; text-align: center;
  text-wrap: balance;
}
.pic h1.wide { font-size: max(var(--small), calc(4.4 * var(--u))); }
.pic h1.long { font-size: max(var(--small), calc(3.3 * var(--u))); }
.pic h1.huge { font-size: calc(8.2 * var(--u)); }
.pic .lead { font-size: max(var(--small), calc(4.6 * var(--u))); text-align: center; text-wrap: balance; }
.pic .soft { color: var(--soft); }
.pic .gold { color: var(--gold); }
.pic .body { flex: 1; min-height: 0; display: flex; flex-direction: column; justify-content: center; gap: 2.2cqh;
  padding: 1.6cqh 0; }
.pic header + .body { justify-content: flex-start; }
.pic header + .body::before { content: ""; flex: 0 1 5.7cqh; margin-bottom: -2.2cqh; }
.pic header + .body > .lead:only-child, .pic header + .body > .scan { margin-block: auto; }
.pic footer { flex: none; display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: 2cqw;
  font-size: var(--small); color: var(--soft); }
.pic footer .right { text-align: right; }
.pic .ribbon { background: var(--gold); color: #5f0a0f; font-weight: 700; padding: .1em .9em; white-space: nowrap; }
.pic .rule { width: 22cqw; height: .35cqh; background: var(--gold); margin: 1.4cqh auto; }
.pic ul, .pic ol { list-style: none; display: grid; gap: 1.2cqh 4cqw; width: 100%; }
.pic .two { display: block; columns: 2; column-gap: 4cqw; }
.pic .two li { break-inside: avoid; padding-bottom: 1cqh; }
.pic .points li { padding-left: 1.1em; text-indent: -1.1em; }
.pic .points li::before { content: "▪"; color: var(--gold); display: inline-block; width: 1.1em; text-indent: 0; }
.pic .names.middle { width: fit-content; max-width: 100%; margin: 0 auto; }
.pic .points.middle { width: fit-content; max-width: 100%; margin: 0 auto; }
.pic .names { font-size: max(var(--small), calc(4.6 * var(--u))); }
.pic .names li { display: grid; grid-template-columns: 2.2em 1fr; align-items: baseline; }
.pic .names b { color: var(--gold); }
.pic .list li { font-size: calc(5.6 * var(--u)); font-weight: 600; grid-template-columns: 1.6em 1fr; }
.pic .list { width: fit-content; max-width: 100%; margin: 0 auto; gap: 2cqh; }
.pic .name { color: var(--gold); font-size: calc(9 * var(--u)); font-weight: 700; line-height: 1.15; text-align: center;
  text-wrap: balance; }
.pic .name.long { font-size: calc(6 * var(--u)); }
.pic .rows { display: grid; grid-template-columns: auto minmax(18cqw, auto) 1fr auto auto; column-gap: 1.6cqw;
  align-items: center; font-size: max(var(--small), calc(3.7 * var(--u))); width: 100%; position: relative; }
.pic .rows.few { row-gap: 1.1cqh; }
.pic .row { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center;
  padding: .35cqh .8cqw; border-radius: .6cqh; }
.pic .row .rank { color: var(--gold); font-weight: 700; text-align: right; min-width: 1.6em;
  font-variant-numeric: tabular-nums; }
.pic .row .unit { max-width: 38cqw; line-height: 1.12; }
.pic .row .unit small, .pic .names small { display: block; font-size: var(--small); font-weight: 400;
  color: var(--soft); line-height: 1.15; }
.pic .row .value { text-align: right; font-weight: 600; white-space: nowrap; font-variant-numeric: tabular-nums; }
.pic .row .note { font-size: var(--small); color: var(--soft); white-space: nowrap; margin-left: -.6cqw;
  font-variant-numeric: tabular-nums; }
.pic .grid { display: grid; column-gap: 2.4cqw; row-gap: .6cqh; width: 100%; align-items: center;
  font-size: max(var(--small), calc(4.3 * var(--u))); }
.pic .grid .row { padding: .45cqh .8cqw; border-bottom: .12cqh solid #ffd76640; }
.pic .grid .row .unit { max-width: none; }
.pic .grid .row small { display: block; font-size: var(--small); font-weight: 400; color: var(--soft); margin: 0;
  line-height: 1.2; }
.pic .grid .value { text-align: center; }
.pic .grid .year { color: var(--gold); font-weight: 700; font-variant-numeric: tabular-nums; }
.pic .grid .head { color: var(--gold); font-weight: 600; text-align: center; border-bottom-color: var(--gold); }
.pic .grid .head.left { text-align: left; }
.pic p.small { font-size: var(--small); color: var(--soft); text-align: center; }
.pic .points.large { font-size: max(var(--small), calc(4.8 * var(--u))); gap: 2.6cqh; }
.pic .track { position: relative; height: 1.05em; background: #00000033; border-radius: .3cqh; }
.pic .bar { position: absolute; inset: 0 auto 0 0; background: var(--soft); border-radius: .3cqh;
  transform-origin: left; }
.pic .proposed .bar { background: var(--gold); }
.pic .line { position: absolute; top: -.35em; bottom: -.35em; width: .35cqh; background: #fff; }
.pic .fresh { background: #ffd76626; }
.pic .rows.tall { grid-template-columns: auto 1fr auto auto; column-gap: 0; row-gap: 2.4cqh;
  font-size: max(var(--small), calc(5.2 * var(--u))); }
.pic .rows.tall .row { row-gap: .7cqh; padding: 1cqh 1.6cqw; }
.pic .rows.tall .rank { grid-column: 1; min-width: 0; }
.pic .rows.tall .rank:not(:empty) { margin-right: .6em; }
.pic .rows.tall .unit { grid-column: 2; max-width: none; }
.pic .rows.tall .value { grid-column: 3; margin-left: 1em; }
.pic .rows.tall .note { grid-column: 4; margin-left: .8em; font-size: max(var(--small), calc(4 * var(--u))); }
.pic .rows.one { font-size: calc(9 * var(--u)); }
.pic .rows.pair { font-size: calc(7 * var(--u)); }
.pic .line .word { position: absolute; top: 100%; left: 0; transform: translateX(-50%); white-space: nowrap;
  font-size: var(--small); line-height: 1.3; color: #fff; }
.pic .rows.marked { padding-bottom: calc(1.3 * var(--small)); }
.pic .rows.tall .line { top: -.12em; bottom: -.12em; }
.pic .rows.tall .track { grid-column: 1 / -1; grid-row: 2; height: 1.1em; }
.pic .agenda { grid-template-columns: auto 1fr; row-gap: .5cqh; width: 100%; display: grid; column-gap: 1.6cqw; }
.pic .agenda li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; padding: .5cqh 1cqw;
  border-left: .7cqh solid transparent; }
.pic .agenda .now { border-left-color: var(--gold); background: #ffd7662e; color: var(--gold); font-weight: 600; }
.pic .agenda .past { color: #e8c9a8; }
.pic .agenda time { font-variant-numeric: tabular-nums; }
.pic .cards { display: grid; gap: 1.6cqh 2cqw; width: 100%; }
.pic .cards { width: fit-content; max-width: 100%; margin: 0 auto; }
.pic .cards > div { border-left: .5cqh solid var(--gold); padding: .3cqh 1.6cqw; }
.pic .cards ul { gap: .6cqh; }
.pic .cards.large { font-size: max(var(--small), calc(6.2 * var(--u))); font-weight: 600; gap: 3cqh 2cqw; }
.pic .cards.large b { font-size: calc(4.6 * var(--u)); font-weight: 400; }
.pic .cards b { color: var(--gold); font-weight: 600; }
.pic .corrected { display: grid; gap: 3cqh; width: fit-content; min-width: 56cqw; max-width: 100%; margin: 0 auto; }
.pic .change { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, auto) auto minmax(0, auto);
  column-gap: 1.6cqw; font-size: max(var(--small), calc(4.6 * var(--u))); }
.pic .change .row { padding: .8cqh 0; border-bottom: .12cqh solid #ffd76640; align-items: baseline; }
.pic .change s { text-decoration-thickness: .2cqh; color: var(--soft); text-align: right; }
.pic .change.told { display: block; font-size: max(var(--small), calc(4.1 * var(--u))); }
.pic .change.told .row { display: block; }
.pic .change.told .what { display: block; color: var(--soft); }
.pic .why { display: grid; grid-template-columns: auto 1fr; gap: .6cqh 1.6cqw; }
.pic .big-number { font-size: calc(15 * var(--u)); color: var(--gold); font-weight: 700; text-align: center;
  line-height: 1; }
.pic .phone { position: absolute; right: 4cqw; bottom: 10cqh; width: max-content; max-width: 34cqw; text-align: center;
  font-size: var(--small); color: var(--soft); }
.pic .phone svg { display: block; width: 15cqh; height: 15cqh; margin: 0 auto .6cqh; }
.pic .scan { display: flex; gap: 5cqw; align-items: center; justify-content: center; flex-wrap: wrap; }
.pic .scan svg { display: block; width: 58cqh; height: 58cqh; }
.pic .scan > div { flex: 0 1 40cqw; display: grid; gap: 3cqh; overflow-wrap: anywhere; }
.pic.blank { background: #1a0304; }
@container (max-aspect-ratio: 3/2) {
  .pic .row .unit { max-width: 42cqw; }
}
@media (prefers-reduced-motion: no-preference) {
  .pic .fresh .bar { animation: hall-grow 1s cubic-bezier(.2,.7,.2,1) both; }
  .pic .name { animation: hall-rise .8s ease-out both; }
  .pic .line { animation: hall-show .8s ease-out both; }
}
@keyframes hall-grow { from { transform: scaleX(0); } }
@keyframes hall-rise { from { opacity: 0; transform: translateY(1.5cqh); } }
@keyframes hall-show { from { opacity: 0; } }
"""
STYLE = _STYLE.replace("@FACE@", FACE)
