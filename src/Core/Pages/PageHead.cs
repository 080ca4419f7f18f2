namespace AethergenAI.Pages;

/// <summary>How every page of the product that is a file begins.</summary>
internal static class PageHead
{
    /// <summary>
    /// Everything up to and with the body's opening tag. The page may load nothing and run no script, whatever the
    /// names and texts in it are.
    /// </summary>
    /// <param name="title">Plain text.</param>
    /// <param name="css">Rules beside those of <see cref="PageStyle"/>.</param>
    internal static string Of(string title, string css = "") =>
        $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{Markup.Text(title)}</title>
            <style>{PageStyle.Css}{css}</style>
            </head>
            <body>
            """;
}
