using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>The two moments of Adam as bytes, and the pieces of work that a step over them is cut into.</summary>
internal sealed class ByteMoments(ParameterStore store)
{
    private const int TaskBlocks = 64; // 2^14 numbers

    private OptimizerTask[] _tasks = [];
    private ByteTask[] _places = [];
    private int _frozenVersion = -1;

    public ByteState First { get; } = new("m", store, DynamicCodes.Signed);

    public ByteState Second { get; } = new("v", store, DynamicCodes.Unsigned);

    /// <summary>The pieces that are not frozen now: of one parameter each, and whole blocks.</summary>
    public (OptimizerTask[] Tasks, ByteTask[] Places) Pieces(OptimizerPlan plan)
    {
        if (_frozenVersion == store.FrozenVersion) return (_tasks, _places);
        System.Collections.Generic.List<OptimizerTask> tasks = [];
        System.Collections.Generic.List<ByteTask> places = [];
        for (int i = 0; i < store.Parameters.Count; i++)
        {
            Parameter parameter = store.Parameters[i];
            const int Most = TaskBlocks * DynamicCodes.Block;
            for (long first = 0; first < parameter.Count && !parameter.IsFrozen; first += Most)
            {
                tasks.Add(plan.Wanted(i) with { Start = parameter.Offset + (int)first, Count = (int)Math.Min(Most, parameter.Count - first) });
                places.Add(new ByteTask(i, (int)first, parameter.Segment));
            }
        }

        (_tasks, _places, _frozenVersion) = ([.. tasks], [.. places], store.FrozenVersion);
        return (_tasks, _places);
    }
}

/// <param name="Parameter">Its index in the store.</param>
/// <param name="First">Its first number of the piece.</param>
/// <param name="Segment">Where it lies.</param>
internal readonly record struct ByteTask(int Parameter, int First, int Segment);
