using System;
using System.Globalization;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>Windows of one long token sequence: inputs [B, T] and, as targets, the token after each input [B, T].</summary>
public sealed class TokenDataset : IDataSource<int, int>
{
    private readonly ReadOnlyMemory<int> _tokens;
    private readonly int _context;
    private readonly int _batch;
    private readonly TokenOrder _order;

    /// <summary>Windows of <paramref name="context"/> tokens.</summary>
    /// <param name="tokens">The text, encoded.</param>
    /// <param name="context">The window's length T.</param>
    /// <param name="batch">Windows per batch, B.</param>
    /// <param name="order">At random, or side by side.</param>
    /// <param name="seed">The seed of random places.</param>
    /// <exception cref="ArgumentException">The text has no window: it is shorter than context + 1.</exception>
    public TokenDataset(ReadOnlyMemory<int> tokens, int context, int batch, TokenOrder order = TokenOrder.Random, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (tokens.IsEmpty) throw new ArgumentException("The text is empty: give one of at least context + 1 tokens", nameof(tokens));
        if (tokens.Length <= context)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The text has {tokens.Length} tokens, too few for windows of {context} and the token after each: give at least {context + 1}, or use a shorter context"), nameof(tokens));
        }

        (_tokens, _context, _batch, _order) = (tokens, context, batch, order);
        Position = new DataPosition(seed, 0);
    }

    long? IDataSource<Batch<int, int>>.BatchesPerEpoch => BatchesPerEpoch;

    /// <inheritdoc/>
    public DataPosition Position { get; set; }

    /// <summary>Batches per epoch: for random windows, as many as it takes to show as many targets as there are.</summary>
    public long BatchesPerEpoch => (Windows + _batch - 1) / _batch;

    private long Windows => (_tokens.Length - 1) / _context;

    /// <inheritdoc/>
    public bool Next(Batch<int, int> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        long call = Position.Calls;
        Position = Position with { Calls = call + 1 };
        return _order == TokenOrder.Random ? FillRandom(batch, call) : FillSequential(batch, call % (BatchesPerEpoch + 1));
    }

    private bool FillRandom(Batch<int, int> batch, long call)
    {
        batch.Resize([_batch, _context], [_batch, _context]);
        ulong places = (ulong)(_tokens.Length - _context);
        for (int row = 0; row < _batch; row++)
        {
            ulong index = (ulong)call * (ulong)_batch + (ulong)row;
            ulong start = (ulong)CounterRandom.Hash(Position.Seed, index) * places >> 32;
            Copy(batch, row, (int)start);
        }

        return true;
    }

    private bool FillSequential(Batch<int, int> batch, long index)
    {
        long first = index * _batch;
        int rows = (int)Math.Min(_batch, Windows - first);
        if (rows <= 0) return false;
        batch.Resize([rows, _context], [rows, _context]);
        for (int row = 0; row < rows; row++) Copy(batch, row, (int)(first + row) * _context);
        return true;
    }

    private void Copy(Batch<int, int> batch, int row, int start)
    {
        ReadOnlySpan<int> tokens = _tokens.Span;
        tokens.Slice(start, _context).CopyTo(batch.Input[(row * _context)..]);
        tokens.Slice(start + 1, _context).CopyTo(batch.Target[(row * _context)..]);
    }
}
