using System;
using Spectre.Console;

namespace ModelGen.Training;

/// <summary>One line at the bottom that is drawn again and again; nothing where output is no terminal.</summary>
/// <param name="console">The terminal.</param>
/// <param name="clock">The time.</param>
internal sealed class StatusLine(IAnsiConsole console, TimeProvider clock)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private long _drawn;
    private bool _isThere;

    /// <summary>Whether output can be drawn over.</summary>
    public bool IsLive => console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Whether it is time to draw again.</summary>
    public bool IsDue => IsLive && (!_isThere || clock.GetElapsedTime(_drawn) >= s_pause);

    /// <summary>Draws a bar between two texts. It never wraps: where the terminal is narrow, the bar shrinks first and the end is cut then.</summary>
    /// <param name="before">What stands before the bar.</param>
    /// <param name="part">How much of the bar is full, from 0 to 1.</param>
    /// <param name="after">What stands behind it.</param>
    public void Draw(string before, double part, string after)
    {
        const int Widest = 30, Narrowest = 8;
        int room = console.Profile.Width - 1 - before.Length - 2, bar = Math.Clamp(room - after.Length, Narrowest, Widest);
        if (bar > room) return;
        if (after.Length > room - bar) after = after[..(room - bar)];
        bool draws = console.Profile.Capabilities.Unicode;
        int full = (int)Math.Clamp(part * bar, 0, bar);
        string done = new(draws ? '━' : '#', full), rest = new(draws ? '─' : '-', bar - full);
        Clear();
        console.Markup($"{Markup.Escape(before)} [green]{done}[/][grey]{rest}[/] {Markup.Escape(after)}");
        (_drawn, _isThere) = (clock.GetTimestamp(), true);
    }

    /// <summary>Takes the line away, so that others can be written.</summary>
    public void Clear()
    {
        if (!_isThere) return;
        console.Write(new ControlCode("\r\u001b[2K"));
        _isThere = false;
    }
}
