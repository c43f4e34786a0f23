using System;

namespace ModelGen.Data;

/// <summary>A source at its start, for as long as somebody measures: afterwards it stands where it stood.</summary>
internal readonly struct RewoundSource<TInput, TTarget> : IDisposable
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly IDataSource<TInput, TTarget> _source;
    private readonly DataPosition _position;

    public RewoundSource(IDataSource<TInput, TTarget> source)
    {
        (_source, _position) = (source, source.Position);
        source.Reset(0);
    }

    public void Dispose() => _source.Position = _position;
}
