using System;
using System.Globalization;

namespace ILGPU.Surface;

/// <summary>
/// The threads of one group, of which exactly one runs at a time: it passes the baton on where it must wait. A thread that never waits costs no
/// switch, since its carrier goes on with the next one.
/// </summary>
internal sealed class ThreadGroup
{
    private Flow[] _flows = [];
    private Carrier _host = new();
    private int _count;
    private int _ended;
    private int _atBarrier;

    public Launch Launch { get; private set; } = null!;

    public Index3D Position { get; private set; }

    public Index3D GroupDim { get; private set; }

    public Index3D GridDim { get; private set; }

    public int WarpSize { get; private set; }

    public SharedMemoryArena Shared { get; } = new();

    /// <summary>The first error of a thread of this group.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Runs the group at <paramref name="position"/> of the grid, and returns when all its threads have ended.</summary>
    public void Run(Launch launch, Index3D position)
    {
        Prepare(launch, position);
        Carry(_flows[launch.IsBackwards ? _count - 1 : 0], _host);
    }

    /// <summary>Runs flows from their start, until none is left to start or another carrier has the baton.</summary>
    /// <returns>Whom to wake; null on the host, which returns when the group has ended.</returns>
    public Baton? Carry(Flow flow, Carrier carrier)
    {
        while (true)
        {
            flow.Execute(carrier);
            _ended++;
            Flow? next = Next(flow);
            if (next is { State: FlowState.NotStarted })
            {
                flow = next;
                continue;
            }

            Baton baton = next is null ? _host.Baton : next.Carrier!.Baton;
            if (carrier != _host)
                return baton;
            if (next is null)
                return null;
            baton.Give();
            _host.Baton.Take();
            return null;
        }
    }

    /// <summary>Waits until all threads of the group have come here.</summary>
    public void Barrier(Flow flow)
    {
        flow.State = FlowState.AtBarrier;
        if (++_atBarrier < _count)
        {
            Wait(flow);
            return;
        }

        _atBarrier = 0;
        Release(flow, 0, _count);
    }

    /// <summary>Waits until all lanes of the warp have come to the same exchange.</summary>
    public void Meet(Flow flow, Exchange exchange)
    {
        flow.Exchange = exchange;
        flow.State = FlowState.AtExchange;
        int warp = WarpSize;
        int first = flow.Index / warp * warp;
        int end = Math.Min(first + warp, _count);
        for (int lane = first; lane < end; lane++)
        {
            Flow other = _flows[lane];
            if (other.State != FlowState.AtExchange)
            {
                Wait(flow);
                return;
            }

            if (other.Exchange != exchange)
                throw new KernelFaultException($"{exchange} meets {other.Exchange} of lane {lane - first}: all lanes of a warp must do the same");
        }

        Release(flow, first, end);
    }

    public Flow At(int index) => _flows[index];

    /// <summary>Keeps the first error; the waiting threads are unwound.</summary>
    public void Fail(Flow flow, Exception error)
    {
        if (Failure is not null)
            return;
        Failure = new KernelFaultException(
            string.Create(CultureInfo.InvariantCulture, $"Kernel '{Launch.KernelName}', group {Position}, thread {flow.Position}: {error.Message}"),
            error);
    }

    private void Prepare(Launch launch, Index3D position)
    {
        Launch = launch;
        Position = position;
        GroupDim = launch.Config.GroupDim;
        GridDim = launch.Config.GridDim;
        WarpSize = launch.WarpSize;
        Failure = null;
        _count = GroupDim.Size;
        _ended = 0;
        _atBarrier = 0;
        if (_flows.Length < _count)
        {
            int kept = _flows.Length;
            Array.Resize(ref _flows, _count);
            for (int i = kept; i < _count; i++)
                _flows[i] = new Flow(this, i);
        }

        Shared.Reset(launch.Config.SharedMemoryConfig.ArraySize, launch.SharedMemoryLimit);
        Index3D size = GroupDim;
        for (int i = 0; i < _count; i++)
            _flows[i].Reset(new Index3D(i % size.X, i / size.X % size.Y, i / (size.X * size.Y)));
    }

    private void Release(Flow last, int first, int end)
    {
        for (int i = first; i < end; i++)
            _flows[i].State = FlowState.Ready;
        last.State = FlowState.Running;
    }

    /// <summary>Hands the baton to the next thread that can run, until this one can again.</summary>
    private void Wait(Flow flow)
    {
        Flow next = Next(flow)!;
        if (next != flow)
        {
            if (next.State == FlowState.NotStarted)
                Carrier.Start(next);
            else
                next.Carrier!.Baton.Give();
            flow.Carrier!.Baton.Take();
        }

        if (Failure is not null)
            throw new FlowAbandonedException();
        flow.State = FlowState.Running;
    }

    /// <summary>The next thread that can run, in the order of their indices or against it; null when all have ended.</summary>
    private Flow? Next(Flow flow)
    {
        if (Failure is null && FindRunnable(flow) is { } next)
            return next;
        if (_ended == _count)
            return null;
        if (Failure is null)
            Fail(flow, new KernelFaultException(DescribeDivergence()));

        // Unwinding: who waits is woken, who has not started never does.
        for (int i = 0; i < _count; i++)
        {
            Flow other = _flows[i];
            if (other.State == FlowState.NotStarted)
            {
                other.State = FlowState.Ended;
                _ended++;
            }
            else if (other.State != FlowState.Ended)
            {
                other.State = FlowState.Ready;
            }
        }

        return FindRunnable(flow);
    }

    private Flow? FindRunnable(Flow from)
    {
        int step = Launch.IsBackwards ? _count - 1 : 1;
        int index = from.Index;
        for (int i = 0; i < _count; i++)
        {
            index = (index + step) % _count;
            if (_flows[index].State is FlowState.Ready or FlowState.NotStarted)
                return _flows[index];
        }

        return null;
    }

    private string DescribeDivergence()
    {
        int barrier = 0;
        int exchange = 0;
        Exchange waiting = default;
        for (int i = 0; i < _count; i++)
        {
            barrier += _flows[i].State == FlowState.AtBarrier ? 1 : 0;
            if (_flows[i].State == FlowState.AtExchange)
            {
                exchange++;
                waiting = _flows[i].Exchange;
            }
        }

        string what = exchange == 0
            ? "a barrier that not all threads of the group reach"
            : $"{waiting} in a warp that has diverged";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: of {_count} threads {barrier} wait at a barrier, {exchange} at a shuffle, {_ended} have ended");
    }
}
