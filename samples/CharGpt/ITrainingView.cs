using System;

namespace CharGptSample;

/// <summary>Shows a training while it runs.</summary>
internal interface ITrainingView
{
    /// <summary>Runs <paramref name="train"/> and shows what it reports.</summary>
    void Show(Action<Action<Status>> train);
}
