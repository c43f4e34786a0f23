using System;

namespace ModelGen.Cpu;

/// <summary>
/// The two tables that describe the matrix of all windows of a staged image: an element is at the sum of its window's and its tap's place.
/// They lie, with the image of a run that is not shared out, packed filters and what else the caller wants, in the calling thread's scratch memory.
/// </summary>
internal unsafe struct WindowTables
{
    private readonly long _image;
    private readonly int _windows;
    private readonly int _taps;
    private readonly long _packed;
    private readonly long _map;
    private readonly long _floats;

    /// <param name="windows">How many windows.</param>
    /// <param name="taps">How many taps, those of all channels.</param>
    /// <param name="packed">How many floats of packed filters.</param>
    /// <param name="map">How many floats of a result that is pooled or spread out.</param>
    /// <param name="floats">How many floats besides.</param>
    public WindowTables(ThreadTeam team, in StagedImage image, int windows, int taps, long packed = 0, long map = 0, long floats = 0)
    {
        (_image, _windows, _taps, _packed, _map, _floats) = (image.Floats, windows, taps, packed, map, floats);
        Lay(team.Scratch(0, Lay(null)));
    }

    /// <summary>Room for one image.</summary>
    public float* Staged { get; private set; }

    /// <summary>Room for one result.</summary>
    public float* Map { get; private set; }

    /// <summary>Room for the filters of all groups, packed.</summary>
    public float* Packed { get; private set; }

    /// <summary>What the caller asked for.</summary>
    public float* Extra { get; private set; }

    /// <summary>Where each window begins, row by row.</summary>
    public int* Windows { get; private set; }

    /// <summary>Where each tap of a filter lies within a window: channel by channel, row by row.</summary>
    public int* Taps { get; private set; }

    public readonly void FillWindows(int rows, int columns, int down, int across, in StagedImage image)
    {
        Expect((long)rows * columns, _windows);
        int* target = Windows;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                *target++ = (down * row * image.Columns) + (across * column);
            }
        }
    }

    public readonly void FillTaps(int channels, WindowAxis down, WindowAxis across, in StagedImage image)
    {
        Expect((long)channels * down.Kernel * across.Kernel, _taps);
        int* target = Taps;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < down.Kernel; row++)
            {
                for (int column = 0; column < across.Kernel; column++)
                {
                    *target++ = (((channel * image.Rows) + (row * down.Dilation)) * image.Columns) + (column * across.Dilation);
                }
            }
        }
    }

    private static void Expect(long entries, int reserved)
    {
        if (entries != reserved)
        {
            throw new InvalidOperationException($"A table of {reserved} places gets {entries}.");
        }
    }

    private long Lay(float* memory)
    {
        ScratchLayout layout = new(memory);
        Staged = layout.Take(_image);
        Map = layout.Take(_map);
        Packed = layout.Take(_packed);
        Extra = layout.Take(_floats);
        Windows = layout.TakeIntegers(_windows);
        Taps = layout.TakeIntegers(_taps);
        return layout.Floats;
    }
}
