using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Reports;

/// <summary>A plot as an SVG file that needs nothing else.</summary>
internal sealed class SvgCanvas(double width, double height, string title) : IPlotCanvas
{
    private readonly StringBuilder _marks = new();

    public void Line(IReadOnlyList<(double X, double Y)> points, PlotInk ink)
    {
        _marks.Append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" points=\"");
        foreach ((double x, double y) in points) _marks.Append(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##} ");
        _marks.Append(CultureInfo.InvariantCulture, $"\" stroke=\"{Colour(ink)}\" stroke-width=\"{ink.Width}\"{Opacity(ink)}{(ink.IsDashed ? " stroke-dasharray=\"5 4\"" : "")}/>\n");
    }

    public void Dot(double x, double y, double radius, PlotInk ink) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{Colour(ink)}\"{Opacity(ink)}/>\n");

    public void Fill(double x, double y, double width, double height, PlotInk ink) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{Colour(ink)}\"{Opacity(ink)}/>\n");

    public void Text(string text, double x, double y, double anchor, double size, PlotInk ink, bool isUpward = false)
    {
        string place = isUpward ? string.Create(CultureInfo.InvariantCulture, $"transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\"") : string.Create(CultureInfo.InvariantCulture, $"x=\"{x:0.##}\" y=\"{y:0.##}\"");
        _marks.Append(CultureInfo.InvariantCulture, $"<text {place} font-size=\"{size}\" text-anchor=\"{(anchor == 0 ? "start" : anchor == 1 ? "end" : "middle")}\" fill=\"{Colour(ink)}\">{HtmlReport.Escape(text)}</text>\n");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">
        <title>{HtmlReport.Escape(title)}</title>
        <rect width="100%" height="100%" fill="#ffffff"/>
        {_marks}</svg>

        """);

    private static string Colour(PlotInk ink) => "#" + ink.Colour.ToString("x6", CultureInfo.InvariantCulture);

    private static string Opacity(PlotInk ink) => ink.Opacity == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" opacity=\"{ink.Opacity:0.###}\"");
}
