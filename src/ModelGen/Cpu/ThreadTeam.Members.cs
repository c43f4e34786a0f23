using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ModelGen.Cpu;

/// <content>A run, and what its members do in it.</content>
public sealed unsafe partial class ThreadTeam
{
    /// <summary>The run of a caller that holds <see cref="TeamWords.Busy"/>.</summary>
    private void RunTogether<TJob>(ref TJob job, int tasks, long scratchFloats, long nestedFloats)
        where TJob : struct, IJob, allows ref struct
    {
        if (scratchFloats > 0 || nestedFloats > 0)
        {
            // The members are idle: those that are awake only look for tasks.
            foreach (Scratchpad scratchpad in _scratchpads)
            {
                scratchpad.At(1, scratchFloats);
                scratchpad.At(2, nestedFloats);
            }
        }

        // A copy on this stack: its address stays valid, and the garbage collector sees the references in it.
        TJob local = job;
        _job = Unsafe.AsPointer(ref local);
        _drain = &Drain<TJob>;
        _tasks = tasks;
        _words.Done = 0;
        uint generation = _words.Generation + 1;
        for (int share = 0; share < _shares; share++)
        {
            Volatile.Write(ref _words.Shares[share], ((long)generation << 32) | (uint)(ShareEnd(share) - ShareEnd(share - 1)));
        }

        // Publish, full fence, then look for sleepers; they look for a new generation once more after they said that they sleep.
        Interlocked.Exchange(ref _words.Generation, generation);
        if (Volatile.Read(ref _words.Parked) != 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }

        Drain<TJob>(this, generation, firstTask: -1, worker: 0);
        SpinPause pause = default;
        while (Volatile.Read(ref _words.Done) != tasks)
        {
            pause.Once();
        }

        job = local;
        Exception? error = _error;
        _error = null;
        Volatile.Write(ref _words.Busy, 0);
        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Execute<TJob>(ref TJob job, int task, int worker)
        where TJob : struct, IJob, allows ref struct
    {
        int guards = Fences.AreOn ? Scratchpad.Current.Guards : 0;
        job.Execute(task, worker);
        if (Fences.AreOn)
        {
            Scratchpad.Current.CheckGuards(guards, typeof(TJob).Name);
        }
    }

    /// <summary>Does tasks of one generation until there are none left, then says how many it did.</summary>
    private static void Drain<TJob>(ThreadTeam team, uint generation, int firstTask, int worker)
        where TJob : struct, IJob, allows ref struct
    {
        int done = 0;
        int task = firstTask;
        while (task >= 0 || team.TryTake(generation, worker, out task))
        {
            try
            {
                // After a fault the rest is only counted.
                if (Volatile.Read(ref team._error) is null)
                {
                    Execute(ref Unsafe.AsRef<TJob>(team._job), task, worker);
                }
            }
#pragma warning disable CA1031 // whatever a job throws is thrown again on the caller
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref team._error, error, null);
            }

            done++;
            task = -1;
        }

        if (done > 0)
        {
            Interlocked.Add(ref team._words.Done, done);
        }
    }

    /// <summary>
    /// Takes a task of the given generation, of the worker's own share if there is one left. A taken task keeps the run, and so all of its fields, alive until it is counted as done:
    /// which is why a member that comes late, or not at all, does no harm and nobody waits for it.
    /// </summary>
    private bool TryTake(uint generation, int worker, out int task)
    {
        int share = (int)((long)worker * _shares / Threads);
        for (int tried = 0; tried < _shares; tried++)
        {
            ref long word = ref _words.Shares[share];
            long open = Volatile.Read(ref word);
            while ((uint)(open >> 32) == generation && (int)open != 0)
            {
                long seen = Interlocked.CompareExchange(ref word, open - 1, open);
                if (seen == open)
                {
                    task = ShareEnd(share) - (int)open;
                    return true;
                }

                open = seen;
            }

            share = share + 1 == _shares ? 0 : share + 1;
        }

        task = -1;
        return false;
    }

    /// <summary>The task after a share's last.</summary>
    private int ShareEnd(int share) => (int)((share + 1L) * _tasks / _shares);

    /// <summary>The life of a member: take part in runs, spin between them, park when there are none for long.</summary>
    private void Work(int worker)
    {
        Scratchpad.Current = _scratchpads[worker - 1];
        uint generation = 0;
        while (true)
        {
            long idleSince = Stopwatch.GetTimestamp();
            SpinPause pause = default;
            while (Volatile.Read(ref _words.Generation) == generation)
            {
                if (_stopping)
                {
                    return;
                }

                if (pause.Once() && Stopwatch.GetTimestamp() - idleSince > SpinTicks)
                {
                    Park(generation);
                    idleSince = Stopwatch.GetTimestamp();
                    pause = default;
                }
            }

            generation = Volatile.Read(ref _words.Generation);
            if (TryTake(generation, worker, out int task))
            {
                _drain(this, generation, task, worker);
            }
        }
    }

    private void Park(uint generation)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _words.Parked);
            if (Volatile.Read(ref _words.Generation) == generation && !_stopping)
            {
                Monitor.Wait(_gate);
            }

            Interlocked.Decrement(ref _words.Parked);
        }
    }
}
