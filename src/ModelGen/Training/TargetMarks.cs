using System;
using System.Buffers;

namespace ModelGen.Training;

/// <summary>Room to say which targets count: the caller's, or borrowed where the caller does not ask.</summary>
internal readonly ref struct TargetMarks
{
    private readonly bool[]? _rented;

    public TargetMarks(Span<bool> counts, nint targets)
    {
        _rented = counts.IsEmpty ? ArrayPool<bool>.Shared.Rent(checked((int)targets)) : null;
        Counts = _rented is null ? counts : _rented.AsSpan(0, (int)targets);
    }

    public Span<bool> Counts { get; }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<bool>.Shared.Return(_rented);
    }
}
