using System;

namespace ModelGen.Gpu;

/// <summary>
/// Which tokens have the same id: what the gradient of an embedding needs to add without atomics. Behind the ids of a batch lie, in one
/// buffer, the tokens in order of their ids, the start of each id's run, and the number of distinct ids.
/// </summary>
internal static class TokenOrder
{
    /// <summary>Ints for ids and order together.</summary>
    public static long Size(long tokens) => (3 * tokens) + 2;

    /// <summary>Where the starts of the runs begin.</summary>
    public static int Starts(int tokens) => 2 * tokens;

    /// <summary>Where the number of distinct ids stands.</summary>
    public static int Distinct(int tokens) => (3 * tokens) + 1;

    /// <summary>Fills what lies behind the ids; tokens of one id keep their order.</summary>
    /// <param name="buffer">[<see cref="Size"/>]: the ids first.</param>
    /// <param name="counts">[vocabulary], overwritten.</param>
    public static void Fill(Span<int> buffer, int tokens, Span<int> counts)
    {
        counts.Clear();
        ReadOnlySpan<int> ids = buffer[..tokens];
        foreach (int id in ids)
        {
            counts[id]++;
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
            order[counts[ids[i]]++] = i;
        }

        buffer[Distinct(tokens)] = distinct;
    }
}
