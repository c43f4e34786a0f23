namespace ModelGen.Cpu;

/// <summary>Windows along one direction of an image.</summary>
/// <param name="Kernel">Taps of a window.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Zeros before the image.</param>
/// <param name="EndPadding">Zeros behind it.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
internal readonly record struct WindowAxis(int Kernel, int Stride, int Padding, int EndPadding, int Dilation)
{
    public bool IsPossible => Kernel > 0 && Stride > 0 && Padding >= 0 && EndPadding >= 0 && Dilation > 0;

    /// <summary>How many there are over so many pixels.</summary>
    public int Windows(int size)
    {
        int room = size + Padding + EndPadding - (Dilation * (Kernel - 1)) - 1;
        return room < 0 || Stride < 1 ? 0 : (room / Stride) + 1;
    }
}
