namespace AethergenAI.Pages;

/// <summary>The style sheet of all pages: the tokens of the web app, for light, dark and print.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--paper:#FBFBF9;--card:#FFFFFF;--ink:#14181F;--muted:#5B6472;--line:#E4E5E1;
        --accent:#0F766E;--real:#475569;
        --pass:#15803D;--fail:#B91C1C;--invalid:#B91C1C;--underpowered:#92400E;--not-measured:#5B6472;--less:#1D4ED8;
        --more:#C2410C}
        @media (prefers-color-scheme:dark){:root{--paper:#0F1216;--card:#151A20;--ink:#E8EAED;--muted:#9AA3AF;
        --line:#262B33;--accent:#2DD4BF;--real:#94A3B8;
        --pass:#4ADE80;--fail:#F87171;--invalid:#F87171;--underpowered:#FBBF24;--not-measured:#9AA3AF;--less:#60A5FA;
        --more:#FB923C}}
        *{box-sizing:border-box}
        html{background:var(--paper)}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:14px/20px Inter,"Source Sans 3",system-ui,-apple-system,"Segoe UI",sans-serif;
        font-variant-numeric:tabular-nums}
        main,header,footer{max-width:1280px;margin:0 auto;padding:0 24px}
        header{padding-top:32px}
        .brand{color:var(--muted);font-size:12px;letter-spacing:.02em;margin:0 0 16px}
        h1{font-size:28px;line-height:36px;font-weight:600;letter-spacing:-.01em;margin:8px 0 12px;max-width:34em;
        text-wrap:balance}
        h2{font-size:16px;line-height:24px;font-weight:600;margin:0;display:inline}
        h3{font-size:14px;line-height:20px;font-weight:600;margin:0}
        p{margin:0 0 12px;max-width:75ch}
        .muted{color:var(--muted)} .small{font-size:12px;line-height:16px}
        .status{display:inline-flex;align-items:center;gap:6px;font-size:12px;line-height:16px;font-weight:600;
        white-space:nowrap}
        .status svg{width:14px;height:14px;flex:none}
        .pass{color:var(--pass)} .fail,.invalid{color:var(--fail)} .underpowered{color:var(--underpowered)}
        .not-measured{color:var(--not-measured)}
        .facts{display:flex;flex-wrap:wrap;gap:4px 24px;padding:0;margin:0 0 24px;color:var(--muted)}
        .facts div{display:flex;gap:6px} .facts dt{color:var(--muted)} .facts dd{margin:0;color:var(--ink)}
        code{font:12px/16px ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;border:1px solid var(--line);
        border-radius:6px;padding:1px 6px}
        .front{display:grid;grid-template-columns:minmax(0,1fr) 360px;gap:16px;margin-bottom:24px}
        .figures{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:16px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px}
        .figure{display:flex;flex-direction:column;gap:4px}
        .figure .ask{color:var(--muted);font-size:12px;line-height:16px;min-height:32px}
        .figure .value{font-size:28px;line-height:36px;font-weight:600;letter-spacing:-.01em}
        .figure .value.none{font-size:16px;line-height:36px;font-weight:500;color:var(--muted);letter-spacing:0}
        .figure .name{font-weight:600}
        .figure .status{margin-top:auto;padding-top:8px}
        .strip{display:block;width:100%;max-width:240px;height:auto;margin-top:8px}
        .dial svg{display:block;width:100%;height:auto}
        .dial .advice{margin:8px 0 0}
        .drivers{display:grid;grid-template-columns:auto 1fr auto;gap:6px 12px;align-items:center;margin-top:12px;
        font-size:12px;line-height:16px}
        .bar{height:6px;background:color-mix(in srgb,var(--line) 70%,transparent);border-radius:3px;overflow:hidden}
        .bar i{display:block;height:100%;background:var(--accent);border-radius:3px}
        details.part{border-top:1px solid var(--line)}
        details.part:last-of-type{border-bottom:1px solid var(--line)}
        details.part>summary{cursor:pointer;padding:16px 0;display:flex;gap:12px;align-items:baseline;list-style:none}
        details.part>summary::-webkit-details-marker{display:none}
        details.part>summary::before{content:"";width:7px;height:7px;border-right:1.5px solid var(--muted);
        border-bottom:1.5px solid var(--muted);transform:translateY(-2px) rotate(-45deg);flex:none}
        details.part[open]>summary::before{transform:translateY(-3px) rotate(45deg)}
        summary:focus-visible,input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px;
        border-radius:6px}
        summary .digest{color:var(--muted);margin-left:auto;text-align:right}
        .body{padding:0 0 24px}
        details.table>summary{cursor:pointer;color:var(--accent);font-size:12px;line-height:16px;padding:8px 0;
        width:max-content}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13px}
        th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        thead th{color:var(--muted);font-size:12px;font-weight:500;white-space:nowrap}
        tbody th{font-weight:500;overflow-wrap:anywhere}
        .num{text-align:right;white-space:nowrap}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:16px;margin-bottom:8px}
        .plot svg{display:block;width:100%;height:auto;margin-top:8px}
        .plot h3{overflow-wrap:anywhere}
        .key{display:flex;gap:16px;color:var(--muted);font-size:12px;line-height:16px;margin-bottom:12px;flex-wrap:wrap}
        .key span::before{content:"";display:inline-block;width:12px;height:3px;margin-right:6px;vertical-align:middle;
        background:var(--c);border-radius:2px}
        .pairs{display:grid;grid-template-columns:minmax(0,1.4fr) minmax(0,1fr);gap:32px;align-items:start}
        .switch{margin-bottom:12px}
        .switch input{position:absolute;opacity:0}
        .switch label{display:inline-block;padding:4px 12px;border:1px solid var(--line);cursor:pointer;font-size:12px;
        line-height:16px;color:var(--muted)}
        .switch label:first-of-type{border-radius:6px 0 0 6px} .switch label:last-of-type{border-radius:0 6px 6px 0}
        .switch input:checked+label{color:var(--ink);background:var(--card);font-weight:600;border-color:var(--muted)}
        .map{display:none} .map svg{width:100%;height:auto;display:block;max-width:720px}
        .heat:has(.to-difference:checked) .map.difference,.heat:has(.to-real:checked) .map.real,
        .heat:has(.to-synthetic:checked) .map.synthetic{display:block}
        text{font-family:inherit;fill:var(--muted)}
        footer{color:var(--muted);font-size:12px;line-height:16px;padding-top:24px;padding-bottom:48px}
        @media (max-width:960px){.front,.pairs{grid-template-columns:minmax(0,1fr)}
        .figures{grid-template-columns:repeat(2,minmax(0,1fr))}}
        @media (max-width:560px){.figures{grid-template-columns:minmax(0,1fr)}summary .digest{display:none}
        main,header,footer{padding-left:16px;padding-right:16px}}
        @media print{:root{color-scheme:light;--paper:#FFFFFF;--card:#FFFFFF;--ink:#000000;--muted:#444B55;
        --line:#C9CBC6;--accent:#0B4F4A;--real:#64748B}
        body{font-size:11px;line-height:16px}.card,.plot,tr{break-inside:avoid}
        .switch,details.table>summary{display:none}
        details::details-content{content-visibility:visible;display:block}.plots{grid-template-columns:repeat(3,1fr)}
        .front{grid-template-columns:minmax(0,1fr) 260px}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;
}
