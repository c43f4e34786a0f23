using System;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CharGptSample;

/// <summary>A progress bar with loss, rate and time to go, on a terminal.</summary>
internal sealed class BarView : ITrainingView
{
    private Status _status;

    /// <inheritdoc/>
    public void Show(Action<Action<Status>> train)
    {
        ProgressColumn[] columns = [new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new StatusColumn(this)];
        AnsiConsole.Progress().Columns(columns).Start(context =>
        {
            ProgressTask task = context.AddTask("training", maxValue: 1);
            train(status =>
            {
                _status = status;
                task.Value = status.Used;
            });
        });
    }

    private sealed class StatusColumn(BarView view) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(view._status.ToString());
    }
}
