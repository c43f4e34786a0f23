using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Reports;

/// <summary>A canvas further down on another one.</summary>
internal sealed class ShiftedCanvas(IPlotCanvas canvas, double down) : IPlotCanvas
{
    public void Line(IReadOnlyList<(double X, double Y)> points, PlotInk ink) => canvas.Line([.. points.Select(point => (point.X, point.Y + down))], ink);

    public void Dot(double x, double y, double radius, PlotInk ink) => canvas.Dot(x, y + down, radius, ink);

    public void Fill(double x, double y, double width, double height, PlotInk ink) => canvas.Fill(x, y + down, width, height, ink);

    public void Text(string text, double x, double y, double anchor, double size, PlotInk ink, bool isUpward = false) => canvas.Text(text, x, y + down, anchor, size, ink, isUpward);
}
