using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ModelGen.Weights;

namespace ModelGen.Reports;

/// <summary>A plot as a file of its own, SVG or PNG. <see cref="HtmlReport"/> puts all that belongs to a model on one page.</summary>
/// <remarks>Pictures in pixels are drawn with strokes of the library's own: they need no font and are the same on every machine. They have ASCII; other letters lose their accents or are boxes. SVG has all letters.</remarks>
public sealed partial class Plot
{
    private const double PlotWidth = 640, PlotHeight = 420, Left = 72, Right = 24, Top = 62, Bottom = 48, Small = 12, Large = 15, LegendRow = 18;

    private readonly string _title;
    private readonly double _width;
    private readonly double _height;
    private readonly Action<IPlotCanvas> _draw;

    private Plot(string title, double width, double height, Action<IPlotCanvas> draw) => (_title, _width, _height, _draw) = (title, width, height, draw);

    /// <summary>Lines over a common axis.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">What the horizontal axis is.</param>
    /// <param name="y">What the vertical axis is.</param>
    /// <param name="lines">Names and points; a point that is not finite is a gap.</param>
    /// <exception cref="ArgumentException">No point is finite.</exception>
    public static Plot Lines(string title, string x, string y, params IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Of(title, x, y, [.. lines.Select(line => new PlotLine(line.Name, line.Points))], isUnit: false);
    }

    /// <summary>The plot as SVG.</summary>
    public string ToSvg()
    {
        SvgCanvas canvas = new(_width, _height, _title);
        _draw(canvas);
        return canvas.ToString();
    }

    /// <summary>The plot as PNG.</summary>
    /// <param name="scale">Pixels of a unit; a plot is 640 units wide.</param>
    public byte[] ToPng(double scale = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 0.1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 16);
        PixelCanvas canvas = new(_width, _height, scale);
        _draw(canvas);
        return PngFile.Encode(canvas.Pixels, canvas.Columns, canvas.Rows);
    }

    /// <summary>Writes the plot; a name that ends in .png makes it PNG, any other SVG.</summary>
    /// <exception cref="System.IO.IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? ToPng() : Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static Plot Of(string title, string xName, string yName, IReadOnlyList<PlotLine> lines, bool isUnit)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        List<(double X, double Y)> points = [.. lines.SelectMany(line => line.Points).Where(IsFinite)];
        if (points.Count == 0) throw new ArgumentException("There is nothing to draw: no point is finite", nameof(lines));
        PlotScale x = isUnit ? PlotScale.Unit : PlotScale.For(points.Min(p => p.X), points.Max(p => p.X), isTight: true);
        PlotScale y = isUnit ? PlotScale.Unit : PlotScale.For(points.Min(p => p.Y), points.Max(p => p.Y), isTight: false);
        List<(PlotLine Line, string Name, double X, int Row)> legend = Legend(lines, isUnit);
        double more = LegendRow * (legend.Count == 0 ? 0 : legend[^1].Row);
        return new Plot(title, PlotWidth, PlotHeight + more, whole =>
        {
            whole.Text(title, Left, 24, 0, Large, PlotInk.Title);
            Draw(whole, legend);
            ShiftedCanvas canvas = new(whole, more);
            Axes(canvas, x, y, xName, yName);
            int series = 0;
            foreach (PlotLine line in lines) Draw(canvas, line, line.IsDashed ? PlotInk.Reference : PlotInk.Series(series++), x, y);
        });
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static double Across(PlotScale x, double value) => Left + (x.Part(value) * (PlotWidth - Left - Right));

    private static double Down(PlotScale y, double value) => PlotHeight - Bottom - (Math.Clamp(y.Part(value), -0.02, 1.02) * (PlotHeight - Top - Bottom));

    // Where names stand: in as many rows as they need. A curve of rates has its class and its area there, even alone.
    private static List<(PlotLine Line, string Name, double X, int Row)> Legend(IReadOnlyList<PlotLine> lines, bool isUnit)
    {
        List<(PlotLine, string, double, int)> places = [];
        (double at, int row) = (Left, 0);
        foreach (PlotLine line in lines.Count < 2 && !isUnit ? [] : lines)
        {
            string name = Fit(line.Name, PlotWidth - Left - Right - 24);
            double width = 24 + StrokeFont.Width(name, Small);
            if (at > Left && at + width > PlotWidth - Right) (at, row) = (Left, row + 1);
            places.Add((line, name, at, row));
            at += width + 16;
        }

        return places;
    }

    private static void Draw(IPlotCanvas canvas, List<(PlotLine Line, string Name, double X, int Row)> legend)
    {
        int series = 0;
        foreach ((PlotLine line, string name, double at, int row) in legend)
        {
            double down = LegendRow * row;
            canvas.Line([(at, 42 + down), (at + 18, 42 + down)], line.IsDashed ? PlotInk.Reference : PlotInk.Series(series++));
            canvas.Text(name, at + 24, 46 + down, 0, Small, PlotInk.Text);
        }
    }

    // A name, or as much of it as there is room for.
    private static string Fit(string name, double width)
    {
        if (StrokeFont.Width(name, Small) <= width) return name;
        int length = name.Length;
        while (length > 1 && StrokeFont.Width(name[..length] + "...", Small) > width) length--;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return name[..length].TrimEnd() + "...";
    }

    private static void Axes(IPlotCanvas canvas, PlotScale x, PlotScale y, string xName, string yName)
    {
        const double Floor = PlotHeight - Bottom;
        foreach (double mark in y.Marks())
        {
            canvas.Line([(Left, Down(y, mark)), (PlotWidth - Right, Down(y, mark))], PlotInk.Grid);
            canvas.Text(y.Text(mark), Left - 7, Down(y, mark) + 4, 1, Small, PlotInk.Text);
        }

        foreach (double mark in x.Marks())
        {
            canvas.Line([(Across(x, mark), Floor), (Across(x, mark), Floor + 4)], PlotInk.Text with { Width = 1 });
            canvas.Text(x.Text(mark), Across(x, mark), Floor + 18, 0.5, Small, PlotInk.Text);
        }

        canvas.Line([(Left, Floor), (PlotWidth - Right, Floor)], PlotInk.Text with { Width = 1 });
        canvas.Text(xName, (Left + PlotWidth - Right) / 2, PlotHeight - 8, 0.5, Small, PlotInk.Text);
        canvas.Text(yName, 16, (Top + Floor) / 2, 0.5, Small, PlotInk.Text, isUpward: true);
    }

    private static void Draw(IPlotCanvas canvas, PlotLine line, PlotInk ink, PlotScale x, PlotScale y)
    {
        if (line.Faint is not null) Runs(canvas, line.Faint, ink with { Width = 1, Opacity = 0.25 }, x, y);
        if (!line.IsCloud) Runs(canvas, line.Points, ink, x, y);
        if (!line.HasMarks && !line.IsCloud && line.Points.Count > 1) return;
        foreach ((double px, double py) in line.Points.Where(IsFinite)) canvas.Dot(Across(x, px), Down(y, py), line.IsCloud ? 2.2 : 3, line.IsCloud ? ink with { Opacity = 0.45 } : ink);
    }

    private static void Runs(IPlotCanvas canvas, IReadOnlyList<(double X, double Y)> points, PlotInk ink, PlotScale x, PlotScale y)
    {
        List<(double, double)> run = [];
        foreach ((double X, double Y) point in points)
        {
            if (IsFinite(point)) run.Add((Across(x, point.X), Down(y, point.Y)));
            else Flush();
        }

        Flush();
        void Flush()
        {
            if (run.Count > 1) canvas.Line([.. run], ink);
            run.Clear();
        }
    }
}
