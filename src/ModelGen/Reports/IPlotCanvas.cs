using System.Collections.Generic;

namespace ModelGen.Reports;

/// <summary>What a plot is drawn on: a picture in vectors or in pixels. Coordinates are the plot's, y down.</summary>
internal interface IPlotCanvas
{
    /// <summary>Lines through points.</summary>
    void Line(IReadOnlyList<(double X, double Y)> points, PlotInk ink);

    /// <summary>A filled circle.</summary>
    void Dot(double x, double y, double radius, PlotInk ink);

    /// <summary>A filled rectangle.</summary>
    void Fill(double x, double y, double width, double height, PlotInk ink);

    /// <summary>Text on a base line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">The base line.</param>
    /// <param name="anchor">Which part of it is there: 0 its start, 0.5 its middle, 1 its end.</param>
    /// <param name="size">The size of the font.</param>
    /// <param name="ink">Its colour.</param>
    /// <param name="isUpward">Whether it is turned to be read from below.</param>
    void Text(string text, double x, double y, double anchor, double size, PlotInk ink, bool isUpward = false);
}
