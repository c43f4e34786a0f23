using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Reports;

/// <summary>A plot of lines as SVG: as wide as its place, with ticks, legend and a description for those who do not see it.</summary>
/// <param name="title">The caption.</param>
/// <param name="xName">What the horizontal axis is.</param>
/// <param name="yName">What the vertical axis is.</param>
internal sealed class LinePlot(string title, string xName, string yName)
{
    private const double Width = 576, Height = 340, Left = 78, Right = 24, Top = 12, Bottom = 44;
    private const int Colours = 5;

    /// <summary>Whether both axes go from 0 to 1.</summary>
    public bool IsUnit { get; init; }

    /// <summary>The figure; empty where no point is finite.</summary>
    public string Draw(IReadOnlyList<PlotLine> lines)
    {
        List<(double X, double Y)> points = [.. lines.SelectMany(line => line.Points).Where(IsFinite)];
        if (points.Count == 0) return "";
        PlotScale x = IsUnit ? PlotScale.Unit : PlotScale.For(points.Min(p => p.X), points.Max(p => p.X), isTight: true);
        PlotScale y = IsUnit ? PlotScale.Unit : PlotScale.For(points.Min(p => p.Y), points.Max(p => p.Y), isTight: false);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{HtmlReport.Escape(title)}</figcaption>{Legend(lines)}<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{HtmlReport.Escape(title)}: {HtmlReport.Escape(yName)} over {HtmlReport.Escape(xName)}\">");
        Axes(svg, x, y);
        for (int i = 0; i < lines.Count; i++) Line(svg, lines[i], i % Colours, x, y);
        return svg.Append("</svg></figure>\n").ToString();
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private string Legend(IReadOnlyList<PlotLine> lines)
    {
        if (lines.Count < 2 && !IsUnit) return ""; // a curve of rates has its class and its area there, even alone
        StringBuilder legend = new("<div class=\"legend\">");
        for (int i = 0; i < lines.Count; i++)
            legend.Append(CultureInfo.InvariantCulture, $"<span><i class=\"{(lines[i].IsDashed ? "dashed" : $"c{i % Colours}")}\"></i>{HtmlReport.Escape(lines[i].Name)}</span>");
        return legend.Append("</div>").ToString();
    }

    private static double AcrossOf(PlotScale x, double value) => Left + (x.Part(value) * (Width - Left - Right));

    private static double DownOf(PlotScale y, double value) => Height - Bottom - (Math.Clamp(y.Part(value), -0.02, 1.02) * (Height - Top - Bottom));

    private void Axes(StringBuilder svg, PlotScale x, PlotScale y)
    {
        double bottom = Height - Bottom;
        foreach (double mark in y.Marks())
        {
            double down = DownOf(y, mark);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{down:0.#}\" y2=\"{down:0.#}\"/><text x=\"{Left - 7}\" y=\"{down + 4:0.#}\" text-anchor=\"end\">{y.Text(mark)}</text>");
        }

        foreach (double mark in x.Marks())
        {
            double across = AcrossOf(x, mark);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{across:0.#}\" x2=\"{across:0.#}\" y1=\"{bottom}\" y2=\"{bottom + 4}\"/><text x=\"{across:0.#}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{x.Text(mark)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{bottom}\" y2=\"{bottom}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{HtmlReport.Escape(xName)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" transform=\"translate(13 {(Top + bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{HtmlReport.Escape(yName)}</text>");
    }

    private static void Line(StringBuilder svg, PlotLine line, int colour, PlotScale x, PlotScale y)
    {
        string style = line.IsDashed ? "dashed" : string.Create(CultureInfo.InvariantCulture, $"c{colour}");
        if (line.Faint is not null) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"faint {style}\" d=\"{Path(line.Faint, x, y)}\"/>");
        if (!line.IsCloud) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"{Path(line.Points, x, y)}\"/>");
        if (!line.HasMarks && !line.IsCloud && line.Points.Count > 1) return;
        foreach ((double px, double py) in line.Points.Where(IsFinite))
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{(line.IsCloud ? "cloud " : "")}{style}\" cx=\"{AcrossOf(x, px):0.#}\" cy=\"{DownOf(y, py):0.#}\" r=\"{(line.IsCloud ? 2.2 : 3)}\"><title>{px:G6}, {py:G4}</title></circle>");
    }

    // A point that is not finite is a gap.
    private static string Path(IReadOnlyList<(double X, double Y)> points, PlotScale x, PlotScale y)
    {
        StringBuilder path = new();
        bool joins = false;
        foreach ((double X, double Y) point in points)
        {
            bool isFinite = IsFinite(point);
            if (isFinite) path.Append(CultureInfo.InvariantCulture, $"{(joins ? 'L' : 'M')}{AcrossOf(x, point.X):0.#} {DownOf(y, point.Y):0.#}");
            joins = isFinite;
        }

        return path.ToString();
    }
}
