namespace ModelGen.Reports;

/// <summary>How a mark of a plot is drawn.</summary>
/// <param name="Colour">RGB, 0xRRGGBB.</param>
/// <param name="Width">The width of lines, in units of the plot.</param>
/// <param name="Opacity">0 to 1.</param>
/// <param name="IsDashed">Whether lines are dashed.</param>
internal readonly record struct PlotInk(int Colour, double Width = 1, double Opacity = 1, bool IsDashed = false)
{
    /// <summary>Okabe and Ito's palette, as in reports.</summary>
    private static readonly int[] s_series = [0x0072b2, 0xd55e00, 0x009e73, 0xa0528a, 0x8a6d00];

    public static PlotInk Text { get; } = new(0x5d6878, 1.1);

    public static PlotInk Title { get; } = new(0x1c2430, 1.4);

    public static PlotInk Grid { get; } = new(0xe2e6ec);

    public static PlotInk Reference { get; } = new(0x5d6878, 1.2, IsDashed: true);

    public static PlotInk Series(int index) => new(s_series[index % s_series.Length], 2);
}
