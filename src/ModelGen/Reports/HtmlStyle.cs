namespace ModelGen.Reports;

/// <summary>The style of reports. Colours are of Okabe and Ito's palette, which most people with a colour deficiency can tell apart.</summary>
internal static class HtmlStyle
{
    public const string Text = """
        :root { --page: #f6f7f9; --card: #ffffff; --ink: #1c2430; --soft: #5d6878; --rule: #e2e6ec;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #a0528a; --c4: #8a6d00; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #12161c; --card: #1b2129; --ink: #e6eaf0; --soft: #9aa6b6; --rule: #303844;
            --c0: #56b4e9; --c1: #f0903f; --c2: #2fc497; --c3: #d98fc0; --c4: #e0c04a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 28px 16px 48px; }
        header h1 { margin: 0; font-size: 26px; line-height: 1.25; letter-spacing: -0.01em; }
        header p { margin: 4px 0 0; color: var(--soft); }
        section { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 18px 20px 20px; margin-top: 20px; }
        h2 { margin: 0 0 14px; font-size: 17px; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(116px, 1fr)); gap: 12px; margin: 0 0 20px; }
        .tiles div { border-left: 3px solid var(--c0); padding-left: 10px; }
        .tiles dt { color: var(--soft); font-size: 13px; }
        .tiles dd { margin: 0; font-size: 21px; font-weight: 600; font-variant-numeric: tabular-nums; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 20px 24px; }
        figure { margin: 0; min-width: 0; display: flex; flex-direction: column; }
        figure.wide { margin-bottom: 22px; }
        figure svg { margin-top: auto; }
        figcaption { font-weight: 600; margin-bottom: 4px; font-size: 14px; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
        svg .grid { stroke: var(--rule); } svg .axis { stroke: var(--soft); }
        svg path { fill: none; stroke-width: 2; stroke-linejoin: round; }
        svg .faint { opacity: 0.25; stroke-width: 1; } svg .cloud { opacity: 0.45; }
        path.c0 { stroke: var(--c0); } path.c1 { stroke: var(--c1); } path.c2 { stroke: var(--c2); } path.c3 { stroke: var(--c3); } path.c4 { stroke: var(--c4); }
        path.dashed { stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 5 4; }
        circle.c0 { fill: var(--c0); } circle.c1 { fill: var(--c1); } circle.c2 { fill: var(--c2); } circle.c3 { fill: var(--c3); } circle.c4 { fill: var(--c4); }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--soft); font-size: 13px; margin-bottom: 6px; }
        .legend i { display: inline-block; width: 18px; height: 0; border-top: 3px solid; vertical-align: middle; margin-right: 6px; border-radius: 2px; }
        .legend .c0 { border-color: var(--c0); } .legend .c1 { border-color: var(--c1); } .legend .c2 { border-color: var(--c2); } .legend .c3 { border-color: var(--c3); } .legend .c4 { border-color: var(--c4); }
        .legend .dashed { border-top: 2px dashed var(--soft); border-radius: 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
        th, td { padding: 5px 12px; text-align: right; white-space: nowrap; }
        th:first-child { text-align: left; padding-left: 0; }
        thead th { color: var(--soft); font-weight: 500; border-bottom: 1px solid var(--rule); }
        tbody th { font-weight: 500; }
        section > .scroll { margin-top: 20px; }
        section > .scroll:first-of-type:has(pre) { margin-top: 0; }
        section > .scroll table { width: 100%; }
        section > .scroll tbody tr + tr > * { border-top: 1px solid var(--rule); }
        .confusion { border-spacing: 2px; border-collapse: separate; }
        .confusion th { font-size: 13px; color: var(--soft); border: 0; } .confusion tbody th { padding-right: 10px; }
        .confusion thead th { text-align: center; padding: 5px 6px; }
        .confusion tbody td { min-width: 62px; padding: 8px 8px; text-align: center; border-radius: 4px; }
        .confusion td.right { background: color-mix(in srgb, var(--c0) var(--part), transparent); }
        .confusion td.wrong { background: color-mix(in srgb, var(--c1) var(--part), transparent); }
        .confusion td.deep { font-weight: 600; } .confusion td.deepest { color: var(--card); }
        @media (prefers-color-scheme: dark) { .confusion td.deep { color: var(--card); } }
        .confusion tbody td { box-shadow: inset 0 0 0 1px var(--rule); }
        pre { margin: 0; font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        pre.text { white-space: pre-wrap; overflow-wrap: anywhere; }
        @media (max-width: 560px) { section { padding: 14px 14px 16px; border-radius: 8px; } header h1 { font-size: 22px; } svg text { font-size: 15px; } }
        @media print { body { background: none; } section { break-inside: avoid; } }
        """;
}
