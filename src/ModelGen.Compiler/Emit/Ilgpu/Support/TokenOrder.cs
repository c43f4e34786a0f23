using System;

namespace ModelGen.Gpu;

/// <summary>
/// Which tokens are the same, in whatever segment: what the gradient of an embedding needs to add without atomics. Behind the ids of a batch lie, in one
/// buffer, those of one token side by side, the start of each run, and the number of runs.
/// </summary>
internal static class TokenOrder
{
    /// <summary>Ints for ids and order together.</summary>
    public static long Size(long tokens) => (3 * tokens) + 2;

    /// <summary>Where the starts of the runs begin.</summary>
    public static int Starts(int tokens) => 2 * tokens;

    /// <summary>Where the number of runs stands.</summary>
    public static int Distinct(int tokens) => (3 * tokens) + 1;

    /// <summary>Fills what lies behind the ids; within a run, tokens keep their order.</summary>
    /// <param name="buffer">[<see cref="Size"/>]: the ids first.</param>
    /// <param name="counts">[vocabulary], overwritten.</param>
    public static void Fill(Span<int> buffer, int tokens, Span<int> counts)
    {
        counts.Clear();
        ReadOnlySpan<int> ids = buffer[..tokens];
        foreach (int id in ids)
        {
            counts[id % counts.Length]++;
        }

        Span<int> starts = buffer.Slice(Starts(tokens), tokens + 1);
        int distinct = 0;
        int next = 0;
        for (int id = 0; id < counts.Length; id++)
        {
            if (counts[id] > 0)
            {
                starts[distinct++] = next;
                (counts[id], next) = (next, next + counts[id]);
            }
        }

        starts[distinct] = next;
        Span<int> order = buffer.Slice(tokens, tokens);
        for (int i = 0; i < tokens; i++)
        {
            order[counts[ids[i] % counts.Length]++] = i;
        }

        buffer[Distinct(tokens)] = distinct;
    }
}
