using System;

namespace ModelGen.Tables;

/// <summary>What a date becomes. Parts that come round again are a sine and a cosine, so that December is beside January.</summary>
[Flags]
public enum DateParts
{
    /// <summary>The days since 1970, with their fraction, standardised by the training rows.</summary>
    Elapsed = 1,

    /// <summary>The year, standardised by the training rows.</summary>
    Year = 2,

    /// <summary>The month, as sine and cosine.</summary>
    Month = 4,

    /// <summary>The day of the year, as sine and cosine.</summary>
    DayOfYear = 8,

    /// <summary>The day of the week, as sine and cosine.</summary>
    DayOfWeek = 16,

    /// <summary>The time of the day, as sine and cosine.</summary>
    TimeOfDay = 32,
}
