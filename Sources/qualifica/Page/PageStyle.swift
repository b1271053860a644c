/// How the page looks: calm, readable in the dark, on a phone, on paper and aloud.
enum PageStyle {
  static let sheet = [colours, type, top, parts, tables, drawings, paper].joined(separator: "\n")

  private static let colours = """
    :root{color-scheme:light dark;--ink:#1d2329;--soft:#566069;--line:#dfe3e8;--page:#fff;--box:#f6f7f9;
    --good:#17693a;--attention:#8a4b00;--wait:#1f5b9e;--stop:#b3202c;--plain:#66707a;
    --good-bg:#e9f5ee;--attention-bg:#fdf3e3;--wait-bg:#e9f1fa;--stop-bg:#fceced;--plain-bg:#f1f3f5}
    @media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--soft:#a3adb8;--line:#303840;--page:#12161b;
    --box:#1a2027;--good:#63d08f;--attention:#f0b45c;--wait:#7fb8f5;--stop:#ff8a8f;--plain:#97a2ad;
    --good-bg:#15291e;--attention-bg:#2e2312;--wait-bg:#14253a;--stop-bg:#331a1d;--plain-bg:#20272e}}
    """

  private static let type = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0 auto;padding:3rem 1.5rem 4rem;max-width:62rem;background:var(--page);color:var(--ink);
    font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;
    overflow-wrap:anywhere}
    h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;font-weight:650;margin:.1rem 0 1rem}
    h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.005em;font-weight:620;margin:0 0 .35rem}
    p{margin:0 0 .75rem}small{display:block;color:var(--soft);font-size:.86rem;line-height:1.45}
    code{font:.86em/1.5 ui-monospace,SFMono-Regular,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    data,.number{font-variant-numeric:tabular-nums lining-nums}
    a{color:var(--wait);text-underline-offset:.18em}
    :focus-visible{outline:2px solid var(--wait);outline-offset:3px;border-radius:2px}
    ul,ol{margin:0;padding:0}
    """

  private static let top = """
    .kicker{margin:0;color:var(--soft);font-size:.82rem;font-weight:600;letter-spacing:.06em;
    text-transform:uppercase}
    .badge{display:inline-block;margin-left:.75rem;padding:.1rem .6rem;border-radius:1rem;letter-spacing:.04em;
    border:1px solid currentColor}
    .badge.attention{color:var(--attention);background:var(--attention-bg)}
    .badge.stop{color:var(--stop);background:var(--stop-bg)}.badge.wait{color:var(--wait);background:var(--wait-bg)}
    .facts{display:flex;flex-wrap:wrap;gap:.2rem 1.75rem;margin:0;color:var(--soft);font-size:.92rem}
    .facts div{display:flex;gap:.45rem}.facts dt{flex:none}.facts dd{margin:0;color:var(--ink)}
    .next{margin:2rem 0 1.5rem;padding:1.5rem 1.75rem;border-radius:.75rem;background:var(--plain-bg);
    border-left:.375rem solid var(--plain)}
    .next h2{font-size:1.5rem;margin:.15rem 0 .6rem}
    .next ol{padding-left:1.35rem}.next li{margin:.5rem 0;padding-left:.2rem}
    .next li:only-child{list-style:none;margin-left:-1.35rem;padding:0}
    .next li code{display:block;margin:.45rem 0 .2rem;padding:.55rem .8rem;border-radius:.4rem;
    background:var(--page);border:1px solid var(--line);user-select:all}
    .next.good{background:var(--good-bg);border-color:var(--good)}
    .next.attention{background:var(--attention-bg);border-color:var(--attention)}
    .next.wait{background:var(--wait-bg);border-color:var(--wait)}
    .next.stop{background:var(--stop-bg);border-color:var(--stop)}
    .next :last-child{margin-bottom:0}
    .figures{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none}
    .figures li{flex:1 1 9.5rem;padding:1rem 1.15rem;border:1px solid var(--line);border-radius:.6rem}
    .figures data{display:block;font-size:1.75rem;font-weight:620;line-height:1.2;letter-spacing:-.015em;
    overflow-wrap:normal;white-space:nowrap}
    .figures span{display:block;font-weight:550}
    .good>data{color:var(--good)}.attention>data{color:var(--attention)}.wait>data{color:var(--wait)}
    .stop>data{color:var(--stop)}
    nav{margin:2rem 0 0;padding:.75rem 0;border-block:1px solid var(--line);font-size:.92rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.4rem;list-style:none}nav a{text-decoration:none}
    nav a:hover{text-decoration:underline}
    """

  private static let parts = """
    main>section:not(.next){margin-top:3rem;scroll-margin-top:1rem}
    .caption{color:var(--soft);max-width:46rem}
    .lines{padding-left:1.2rem}.lines li{margin:.35rem 0;max-width:52rem}
    .more{margin:.6rem 0 0;color:var(--soft);font-size:.92rem}
    details{margin-top:.9rem}summary{cursor:pointer;color:var(--wait);font-size:.92rem}
    details>:not(summary){margin-top:.6rem}
    .files{list-style:none;display:grid;gap:.5rem}
    .files li{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:.25rem 1rem}
    .files span{color:var(--soft)}
    footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.86rem}
    @media (max-width:34rem){body{padding:1.5rem 1rem 3rem}h1{font-size:1.55rem}.next{padding:1.15rem}
    .next h2{font-size:1.25rem}.badge{margin-left:.4rem}.figures{gap:.5rem}
    .figures li{flex-basis:40%;padding:.75rem .85rem}.figures data{font-size:1.35rem}.files li{grid-template-columns:1fr}
    main>section:not(.next){margin-top:2.25rem}}
    """

  private static let tables = """
    .wide{overflow-x:auto;margin-top:.9rem}
    table{border-collapse:collapse;width:100%;font-size:.95rem;overflow-wrap:break-word}
    caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    th,td{padding:.6rem 1rem .6rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    thead th{color:var(--soft);font-size:.82rem;font-weight:600;white-space:nowrap}
    tbody th{font-weight:500}th:has(.dot){white-space:nowrap}td:last-child{min-width:9rem}
    th.number,td.number{text-align:right;white-space:nowrap}
    td code,th code{display:block;color:var(--soft);font-weight:400}.dot~code{margin-left:1.2rem}
    .number+th:not(.number),.number+td:not(.number){padding-left:1rem}
    tbody tr:last-child>*{border-bottom:0}
    .dot{display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin-right:.55rem;
    background:var(--plain)}
    .dot.good{background:var(--good)}.dot.attention{background:var(--attention)}.dot.wait{background:var(--wait)}
    .dot.stop{background:var(--stop)}.dot.pause{background:var(--line)}
    """

  private static let drawings = """
    figure{margin:1rem 0 0}svg{display:block;width:100%;shape-rendering:crispEdges}
    svg .good{fill:var(--good)}svg .attention{fill:var(--attention)}svg .wait{fill:var(--wait)}
    svg .stop{fill:var(--stop)}svg .plain{fill:var(--plain)}svg .ground{fill:var(--plain-bg)}
    svg .axis,svg .pause{fill:var(--line)}
    .shares svg{height:1.6rem;border-radius:.4rem}
    .funnel{list-style:none;display:grid;gap:.9rem}
    .funnel li{display:grid;grid-template-columns:13rem 1fr 7rem;gap:.1rem 1rem;align-items:center}
    .funnel svg{height:1.6rem;border-radius:.3rem}
    .funnel data{text-align:right;font-weight:600;white-space:nowrap}
    .funnel small{grid-column:2/4}
    .timeline svg{height:9rem}
    .timeline .scale,.timeline .times{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);
    font-size:.84rem;font-variant-numeric:tabular-nums}
    .timeline .times{margin-top:.3rem}
    .legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin-top:.6rem;list-style:none;font-size:.88rem}
    .legend .dot{border-radius:.15rem;margin-right:.45rem}
    @media (max-width:34rem){.funnel li{grid-template-columns:1fr auto}.funnel svg,.funnel small{grid-column:1/3}
    .funnel data{grid-row:1;grid-column:2}}
    @media (forced-colors:active){svg{forced-color-adjust:none}.dot{forced-color-adjust:none}}
    """

  private static let paper = """
    @media print{:root{font-size:12px;color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--good:#17693a;
    --attention:#8a4b00;--wait:#1f5b9e;--stop:#b3202c;--plain:#66707a;--good-bg:#f4f9f6;--attention-bg:#fdf8ef;
    --wait-bg:#f3f7fc;--stop-bg:#fdf4f4;--plain-bg:#f1f3f5}
    @page{margin:16mm}
    body{max-width:none;padding:0}th,td{padding:.32rem .8rem .32rem 0}thead{break-after:avoid}
    tbody tr:first-child{break-before:avoid}.next{margin:1rem 0;padding:1rem 1.25rem}.funnel{gap:.45rem}nav,details:not([open]){display:none}
    h1{font-size:18pt}main>section:not(.next){margin-top:1.6rem}h2,.caption{break-after:avoid}
    tr,figure,.next,.figures li,.funnel li{break-inside:avoid}.wide{overflow:visible}
    .next,.dot,.badge,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    a{color:inherit}}
    """
}
