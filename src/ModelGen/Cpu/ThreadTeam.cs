using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace ModelGen.Cpu;

/// <summary>A fixed set of threads that kernels share out their work to. The caller is one of them.</summary>
/// <remarks>
/// <para>
/// Made for many runs of a few microseconds: idle members spin for about a millisecond before they park, so that a run inside a
/// training step starts in a fraction of a microsecond. A run allocates nothing.
/// </para>
/// <para>
/// The tasks are divided into shares of neighbours, and a thread begins with its own: from run to run the same thread tends to work on the
/// same part of a batch, which lies in its core's cache. Who has nothing left takes from the others.
/// </para>
/// <para>
/// Any thread may call <see cref="Run{TJob}(ref TJob, int)"/> at any time. While the team is busy (a call from inside a job, or a
/// second caller) the run is done inline, on the calling thread alone.
/// </para>
/// </remarks>
public sealed unsafe partial class ThreadTeam : IDisposable
{
    /// <summary>How long an idle member spins before it parks: longer than the gaps inside a training step.</summary>
    private const double SpinMilliseconds = 1;

    private static readonly long SpinTicks = (long)(Stopwatch.Frequency * (SpinMilliseconds / 1000));
    private static readonly Lock SharedGate = new();
    private static ThreadTeam? _shared;

    private readonly Thread[] _members;
    private readonly Scratchpad[] _scratchpads;
    private readonly object _gate = new();
    private readonly int _shares;

    private TeamWords _words;
    private volatile bool _stopping;

    // The run in progress. Written before the tasks are published; stable until all of them are done.
    private void* _job;
    private delegate*<ThreadTeam, uint, int, int, void> _drain;
    private int _tasks;
    private Exception? _error;

    /// <summary>Starts a team.</summary>
    /// <param name="threads">How many threads work on a run, the caller included; 1 starts none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1 or more than 1024.</exception>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        Threads = threads;
        _shares = Math.Min(threads, TeamShares.Most);
        _members = new Thread[threads - 1];
        _scratchpads = new Scratchpad[threads - 1];
        for (int i = 0; i < _members.Length; i++)
        {
            int worker = i + 1;
            _scratchpads[i] = new Scratchpad { Depth = 1 };
            _members[i] = new Thread(() => Work(worker))
            {
                IsBackground = true,
                Name = string.Create(CultureInfo.InvariantCulture, $"ModelGen worker {worker}"),
            };
            _members[i].Start();
        }
    }

    /// <summary>The team of the whole process: one thread for each core, or as many as the environment variable MODELGEN_THREADS says.</summary>
    public static ThreadTeam Shared
    {
        get
        {
            ThreadTeam? team = Volatile.Read(ref _shared);
            return team ?? CreateShared();
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref _shared, value);
        }
    }

    /// <summary>How many threads work on a run, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Runs every task of a job once and returns when all are done.</summary>
    /// <param name="job">Handed to the members by reference: what tasks write into its fields is seen by the caller afterwards.</param>
    /// <param name="tasks">How many tasks; none and the call returns at once.</param>
    /// <exception cref="ObjectDisposedException">The team was disposed.</exception>
    /// <remarks>The first exception of a task is thrown here; tasks that had not begun by then are dropped.</remarks>
    public void Run<TJob>(ref TJob job, int tasks)
        where TJob : struct, IJob, allows ref struct
        => Run(ref job, tasks, scratchFloats: 0);

    /// <summary>The same, after every member's scratch memory is large enough for <see cref="Scratch(int, long)"/>.</summary>
    /// <param name="alone">So little work that the caller does it alone.</param>
    /// <param name="nestedFloats">Scratch memory of a run that a task starts in turn, which is done inline.</param>
    /// <remarks>Growing it beforehand keeps "no allocation after the first step" true however the tasks fall.</remarks>
    internal void Run<TJob>(ref TJob job, int tasks, long scratchFloats, bool alone = false, long nestedFloats = 0)
        where TJob : struct, IJob, allows ref struct
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (tasks <= 0)
        {
            return;
        }

        Scratchpad scratchpad = Scratchpad.Current;
        scratchpad.Depth++;
        try
        {
            if (scratchFloats > 0)
            {
                scratchpad.At(scratchpad.Depth, scratchFloats);
            }

            if (nestedFloats > 0)
            {
                scratchpad.At(scratchpad.Depth + 1, nestedFloats);
            }

            if (alone || tasks == 1 || Threads == 1 || Interlocked.CompareExchange(ref _words.Busy, 1, 0) != 0)
            {
                for (int task = 0; task < tasks; task++)
                {
                    Execute(ref job, task, worker: 0);
                }

                return;
            }

            RunTogether(ref job, tasks, scratchFloats, nestedFloats);
        }
        finally
        {
            scratchpad.Depth--;
        }
    }

    /// <summary>
    /// Scratch memory of the calling thread, 64-byte aligned, content undefined. Inside a job it is the task's own; outside it is
    /// the caller's, which jobs may share. One buffer for each level: a second call at the same level returns the same memory.
    /// </summary>
    internal float* Scratch(int worker, long floats)
    {
        Debug.Assert((uint)worker < (uint)Threads, "A worker of another team.");
        return Scratchpad.Current.Here(floats);
    }

    /// <summary>Stops the threads once a run in progress has ended.</summary>
    /// <exception cref="InvalidOperationException">Called from inside a job.</exception>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        if (Scratchpad.Current.Depth > 0)
        {
            throw new InvalidOperationException("A thread team cannot be disposed from inside a job.");
        }

        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref _words.Busy, 1, 0) != 0)
        {
            if (_stopping)
            {
                return; // another thread is disposing of it
            }

            wait.SpinOnce();
        }

        _stopping = true;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }

        foreach (Thread member in _members)
        {
            member.Join();
        }
    }

    private static ThreadTeam CreateShared()
    {
        lock (SharedGate)
        {
            if (_shared is null)
            {
                string? setting = Environment.GetEnvironmentVariable("MODELGEN_THREADS");
                bool valid = int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= 1024;
                Volatile.Write(ref _shared, new ThreadTeam(valid ? threads : Math.Min(Environment.ProcessorCount, 1024)));
            }

            return _shared;
        }
    }
}
