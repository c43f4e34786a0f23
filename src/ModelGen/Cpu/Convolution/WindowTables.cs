namespace ModelGen.Cpu;

/// <summary>
/// The two tables that describe the matrix of all windows of a staged image: an element is at the sum of its window's and its tap's place.
/// They lie, with the image of a run that is not shared out, packed filters and what else the caller wants, in the calling thread's scratch memory.
/// </summary>
internal readonly unsafe struct WindowTables
{
    /// <param name="windows">How many windows.</param>
    /// <param name="taps">How many taps, those of all channels.</param>
    /// <param name="packed">How many floats of packed filters.</param>
    /// <param name="map">How many floats of a result that is pooled.</param>
    /// <param name="floats">How many floats besides.</param>
    public WindowTables(ThreadTeam team, in StagedImage image, int windows, int taps, long packed, long map = 0, long floats = 0)
    {
        Staged = team.Scratch(0, image.Floats + windows + taps + packed + map + floats);
        Map = Staged + image.Floats;
        Packed = Map + map;
        Extra = Packed + packed;
        Windows = (int*)(Extra + floats);
        Taps = Windows + windows;
    }

    /// <summary>Room for one image.</summary>
    public float* Staged { get; }

    /// <summary>Room for one result.</summary>
    public float* Map { get; }

    /// <summary>Room for the filters of all groups, packed.</summary>
    public float* Packed { get; }

    /// <summary>What the caller asked for.</summary>
    public float* Extra { get; }

    /// <summary>Where each window begins, row by row.</summary>
    public int* Windows { get; }

    /// <summary>Where each tap of a filter lies within a window: channel by channel, row by row.</summary>
    public int* Taps { get; }

    public void FillWindows(int rows, int columns, int stride, in StagedImage image)
    {
        int* target = Windows;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                *target++ = stride * ((row * image.Columns) + column);
            }
        }
    }

    public void FillTaps(int channels, int kernel, int dilation, in StagedImage image)
    {
        int* target = Taps;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < kernel; row++)
            {
                for (int column = 0; column < kernel; column++)
                {
                    *target++ = (((channel * image.Rows) + (row * dilation)) * image.Columns) + (column * dilation);
                }
            }
        }
    }
}
